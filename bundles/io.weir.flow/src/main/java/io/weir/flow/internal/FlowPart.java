// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.FlowMetric;
import io.weir.api.flow.FlowTables;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Observation;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.api.topology.InterfaceRole;
import io.weir.sflow.CustomSample;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flows of a shard.
 *
 * <p>Thread: confined to the shard. What a sample has is read off it as it comes, for all plans; it is added plan by plan
 * when the batch ends or {@value FlowBatch#SIZE} samples have come, so that one plan's table is in the caches at a time.
 */
final class FlowPart implements ShardPart, FlowTables {
    private static final Logger LOG = LoggerFactory.getLogger(FlowPart.class);
    private static final int SCHEMAS = 64;
    private static final long MINUTE = 60_000;

    private final Shard shard;
    private final FlowEngine engine;
    private final Sources sources = new Sources();
    private final FlowRecords records;
    private final FlowCounters counters;
    private final KeysSeen keysSeen;
    private final Map<String, FlowPlan> plans = new LinkedHashMap<>();
    private FlowPlan[] sampled = {};
    private FlowPlan[] dropped = {};
    private FlowPlan[] reported = {};
    private final CustomObservation custom = new CustomObservation();
    private final long[] schemas = new long[SCHEMAS];
    private Installed installed;
    private final Sharing sharing;
    private final SampleBatch batch = new SampleBatch();
    private FlowGroups groups;
    private long evictionsBefore;
    private long refusedBefore;

    FlowPart(Shard shard, FlowEngine engine) {
        this.shard = shard;
        this.engine = engine;
        sharing = new Sharing(shard.seed());
        records = engine.records(sources);
        counters = engine.counters(shard.index());
        groups = new FlowGroups();
        keysSeen = new KeysSeen(engine.vocabulary());
        installed = new Installed(engine.vocabulary(), List.of());
        install();
    }

    /** Takes up the definitions that are in force now; those that have not changed keep their flows. */
    @SuppressWarnings("ReferenceEquality")
    private void install() {
        Installed current = engine.installed();
        if (current == installed) {
            return;
        }
        installed = current;
        sharing.revise(installed.vocabulary().revision());
        Map<String, FlowPlan> before = new LinkedHashMap<>(plans);
        plans.clear();
        for (Installed.Active active : current.active()) {
            String name = active.definition().name();
            FlowPlan kept = before.get(name);
            if (kept != null && kept.generation() == active.generation()) {
                plans.put(name, before.remove(name));
            } else {
                begin(active);
            }
        }
        before.values().forEach(this::end);
        sampled = plans(plan -> !plan.custom && !plan.definition.dropped());
        dropped = plans(plan -> !plan.custom && plan.definition.dropped());
        reported = plans(plan -> plan.custom);
    }

    private FlowPlan[] plans(Predicate<FlowPlan> which) {
        return plans.values().stream().filter(which).toArray(FlowPlan[]::new);
    }

    private void begin(Installed.Active active) {
        try {
            CompiledFlow compiled = CompiledFlow.of(active.definition(), new Binding(installed.vocabulary(), sharing));
            plans.put(
                    active.definition().name(),
                    new FlowPlan(
                            active, compiled, batch, sharing.hash, sources, engine.budget(), records, shard.now()));
        } catch (InvalidInput e) {
            // checked before, so a row went away meanwhile: the engine will put the definition aside
            LOG.warn("not in force in shard {}: {}", shard.index(), e.getMessage());
        }
    }

    private void end(FlowPlan plan) {
        evictionsBefore += plan.table.evictions();
        refusedBefore += plan.refused();
        plan.close();
    }

    @Override
    public void onFlowSample(Observation sample) {
        begin(sample);
        offer(sample, sampled);
    }

    @Override
    public void onDiscard(Observation sample) {
        begin(sample);
        offer(sample, dropped);
    }

    /** Flows that programs report: their fields are keys, and what they are measured by is named in these. */
    @Override
    public void onCustomSample(DataSource source, CustomSample sample) {
        if (sample.kind() != CustomSample.Kind.FLOW) {
            return;
        }
        custom.take(source, sample, shard.now());
        meetFields();
        begin(custom);
        offer(custom, reported);
    }

    /** Fields become keys when they are met first; those of samples like one of the same minute have been. */
    private void meetFields() {
        long schema = 31 * custom.schema() + shard.now() / MINUTE;
        int place = (int) (schema ^ schema >>> 32) & SCHEMAS - 1;
        if (schemas[place] != schema) {
            schemas[place] = schema;
            for (int i = 0; i < custom.fields(); i++) {
                engine.met(custom.name(i), custom.type(i), shard.now());
            }
        }
    }

    private void begin(Observation sample) {
        if (batch.count == 0) {
            install();
        }
        sharing.sample++;
        keysSeen.offer(sample);
    }

    private void offer(Observation sample, FlowPlan[] to) {
        if (to.length == 0) {
            return;
        }
        int place = batch.count;
        batch.sources[place] = sources.number(sample.dataSource());
        batch.millis[place] = sample.millis();
        batch.rates[place] = sample.samplingRate();
        for (FlowPlan plan : to) {
            if (plan.compiled.ports() == CompiledFlow.Ports.ALL || counts(plan, sample.dataSource())) {
                plan.offer(sample, place);
            }
        }
        if (++batch.count == FlowBatch.SIZE) {
            flush();
        }
    }

    private boolean counts(FlowPlan plan, DataSource source) {
        return switch (plan.compiled.ports()) {
            case ALL, AGENT -> true;
            case EDGE ->
                shard.view(InterfaceRole.class)
                        .filter(role -> role.edge(source))
                        .isPresent();
            case CORE ->
                shard.view(InterfaceRole.class)
                        .filter(role -> role.core(source))
                        .isPresent();
        };
    }

    private void flush() {
        batch.count = 0;
        sharing.batch++;
        for (FlowPlan plan : sampled) {
            plan.flush();
        }
        for (FlowPlan plan : dropped) {
            plan.flush();
        }
        for (FlowPlan plan : reported) {
            plan.flush();
        }
    }

    @Override
    public void onBatchEnd(long millis) {
        if (batch.count > 0) {
            flush();
        }
    }

    @Override
    public void onTick(long millis) {
        flush();
        install();
        long rows = 0;
        long evictions = evictionsBefore;
        long refused = refusedBefore;
        for (FlowPlan plan : plans.values()) {
            plan.tick(millis);
            rows += plan.table.used();
            evictions += plan.table.evictions();
            refused += plan.refused();
        }
        sources.tick();
        groups = groups.over() ? new FlowGroups() : groups;
        sharing.layouts.tick();
        keysSeen.tick();
        counters.rows.lazySet(rows);
        counters.evictions.lazySet(evictions);
        counters.refused.lazySet(refused);
    }

    @Override
    public void onForgotten(DataSource source) {
        sources.forget(source);
        if (sources.crowded()) {
            flush();
            plans.values().forEach(FlowPlan::sweep);
            sources.swept();
        }
    }

    @Override
    public void onClose() {
        plans.values().forEach(FlowPlan::close);
        plans.clear();
        engine.closed(shard.index());
    }

    private Optional<FlowPlan> plan(String flow) {
        flush();
        install();
        return Optional.ofNullable(plans.get(flow));
    }

    @Override
    public Collection<String> flows() {
        install();
        return List.copyOf(plans.keySet());
    }

    @Override
    public List<ActiveFlow> activeFlows(ActiveFlowQuery query, Predicate<? super DataSource> where) {
        return asked(query, where).map(ActiveFlows::answer).orElse(List.of());
    }

    @Override
    public Ranks ranks(ActiveFlowQuery query, Predicate<? super DataSource> where) {
        return asked(query, where).map(ActiveFlows::ranks).orElseGet(() -> new FlowRanks(Question.unknown(query), 0));
    }

    @Override
    public Shares shares(ActiveFlowQuery query, Predicate<? super DataSource> where, Ranks chosen) {
        FlowRanks ranks = (FlowRanks) chosen;
        return asked(query, where)
                .filter(asked -> asked.generation() == ranks.generation())
                .map(asked -> asked.shares(ranks))
                .orElseGet(() -> new FlowShares(Question.unknown(query), 0));
    }

    private Optional<ActiveFlows> asked(ActiveFlowQuery query, Predicate<? super DataSource> where) {
        Optional<InterfaceRole> role = shard.view(InterfaceRole.class);
        Predicate<DataSource> ports =
                switch (query.merge()) {
                    case EDGE -> source -> role.isPresent() && role.get().edge(source) && where.test(source);
                    case CORE -> source -> role.isPresent() && role.get().core(source) && where.test(source);
                    default -> where::test;
                };
        return plan(query.flow())
                .map(plan -> new ActiveFlows(
                        plan, sources, shard.now(), groups, Question.of(query, plan), new Wanted(sources, ports)));
    }

    @Override
    public Optional<FlowMetric> metric(DataSource source, String flow) {
        int number = sources.find(source);
        long now = shard.now();
        return number == 0
                ? Optional.empty()
                : plan(flow).flatMap(plan -> plan.ranking(now).metric(number, now));
    }

    @Override
    public OptionalDouble value(DataSource source, String flow, String key) {
        int number = sources.find(source);
        Optional<FlowPlan> plan = number == 0 ? Optional.empty() : plan(flow);
        long now = shard.now();
        return plan.isEmpty() ? OptionalDouble.empty() : plan.get().ranking(now).value(number, key, now);
    }

    @Override
    public void above(String flow, double value, Above visitor) {
        plan(flow).ifPresent(plan -> plan.above(value, shard.now(), visitor));
    }

    @Override
    public Map<String, Long> keysSeen() {
        return keysSeen.times();
    }
}
