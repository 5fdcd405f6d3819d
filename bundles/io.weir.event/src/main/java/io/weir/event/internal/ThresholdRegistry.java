// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.CounterSource;
import io.weir.api.OwnedNames;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.SavedNames;
import io.weir.api.event.Event;
import io.weir.api.event.Threshold;
import io.weir.api.event.Thresholds;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.api.shard.ShardPartFactory;
import io.weir.api.shard.Shards;
import io.weir.api.store.Store;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The thresholds in force, and the part of each shard that compares values with them.
 *
 * <p>Thread: any. Shards, flows and the log may come and go: thresholds stay defined meanwhile.
 */
@Component(
        immediate = true,
        service = {Thresholds.class, ShardPartFactory.class, CounterSource.class})
public final class ThresholdRegistry implements Thresholds, ShardPartFactory, CounterSource, Comparison.Outlet {
    private static final int MOST = 10_000;

    private final OwnedNames<Threshold> names = new OwnedNames<>("threshold", MOST, this::changed);
    private final SavedNames<Threshold> saved;
    private final LongAdder refused = new LongAdder();
    private final LongAdder unheard = new LongAdder();
    private final LongAdder crossings = new LongAdder();
    private volatile Map<String, Owned<Threshold>> installed = Map.of();
    private volatile Optional<Shards> shards = Optional.empty();
    private volatile Optional<FlowDefinitions> flows = Optional.empty();
    private volatile Optional<RingEventLog> log = Optional.empty();

    /** Takes up what was saved. */
    @Activate
    public ThresholdRegistry(@Reference Store store) {
        saved = new SavedNames<>("threshold", store.shelf("threshold"), new ThresholdForm());
        saved.restore(names::define);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setShards(Shards service) {
        shards = Optional.of(service);
    }

    void unsetShards(Shards service) {
        shards = shards.filter(kept -> !kept.equals(service));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setFlowDefinitions(FlowDefinitions service) {
        flows = Optional.of(service);
    }

    void unsetFlowDefinitions(FlowDefinitions service) {
        flows = flows.filter(kept -> !kept.equals(service));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setEventLog(RingEventLog service) {
        log = Optional.of(service);
    }

    void unsetEventLog(RingEventLog service) {
        log = log.filter(kept -> !kept.equals(service));
    }

    @Override
    public Registration define(Owner by, Threshold threshold) {
        return saved.follow(threshold.name(), this::all, names.define(by, threshold.name(), threshold));
    }

    @Override
    public boolean undefine(Owner by, String name) {
        boolean undefined = names.undefine(by, name);
        saved.follow(name, this::all);
        return undefined;
    }

    @Override
    public Map<String, Owned<Threshold>> all() {
        return names.all();
    }

    private void changed(String name, Optional<Owned<Threshold>> before, Optional<Owned<Threshold>> after) {
        Map<String, Owned<Threshold>> changed = new LinkedHashMap<>(installed);
        after.ifPresentOrElse(now -> changed.put(name, now), () -> changed.remove(name));
        installed = Collections.unmodifiableMap(changed);
    }

    /** What is in force; another object after each change. */
    Map<String, Owned<Threshold>> installed() {
        return installed;
    }

    /** Whether a flow definition adds up the data sources of an agent. */
    boolean byAgent(String flow) {
        return flows.map(service -> service.all().get(flow))
                .map(Owned::definition)
                .map(FlowDefinition::aggMode)
                .filter("AGENT"::equalsIgnoreCase)
                .isPresent();
    }

    @Override
    public CompletableFuture<Boolean> triggered(String threshold, String agent, String metric, String flowKey) {
        String dataSource = metric.substring(0, Math.max(0, metric.lastIndexOf('.')));
        Optional<Shards> all = shards;
        if (all.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        return all.get()
                .<Boolean>askAll(shard -> shard.view(EventPart.class)
                        .filter(part -> part.triggered(threshold, agent, dataSource, flowKey))
                        .isPresent())
                .thenApply(answers -> answers.contains(true));
    }

    @Override
    public ShardPart create(Shard shard) {
        return new EventPart(shard, this, this);
    }

    // identity: an event of a definition that has been replaced meanwhile is not told
    @SuppressWarnings("ReferenceEquality")
    @Override
    public void event(Comparison comparison, Event event) {
        if (installed.get(event.thresholdID()) != comparison.owned) {
            return;
        }
        event(event);
    }

    @Override
    public void event(Event event) {
        log.ifPresentOrElse(to -> to.add(event), unheard::increment);
    }

    @Override
    public void refused() {
        refused.increment();
    }

    void crossings(int change) {
        crossings.add(change);
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of(
                "thresholds", installed.size(),
                "thresholdsTriggered", crossings.sum(),
                "thresholdAlarmsRefused", refused.sum(),
                "eventsWithoutLog", unheard.sum());
    }
}
