// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.event.Event;
import io.weir.api.event.Threshold;
import io.weir.api.flow.FlowTables;
import io.weir.api.metric.MetricId;
import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The thresholds of a shard: metrics are compared as they are published, flows in each tick.
 *
 * <p>Thread: confined to the shard. A definition takes effect with the next metric or tick.
 */
final class EventPart implements ShardPart {
    /** So many restarts a minute are events: who makes up agents is not to drive all other events out of the log. */
    static final int MOST_RESTARTS = 100;

    /** When so many flows have been compared in a tick, the thresholds that are left have their turn in the next ones. */
    private static final int MOST_FLOWS = 20_000;

    private static final long MINUTE = 60_000;

    private final Shard shard;
    private final ThresholdRegistry registry;
    private final Comparison.Outlet outlet;
    private final Crossings.Places places = new Crossings.Places();
    private final Map<String, Comparison> comparisons = new LinkedHashMap<>();
    private final Map<MetricId, List<Comparison>> byMetric = new HashMap<>();
    /** Since the last tick: their flows' crossings go then, in one pass however many somebody makes up. */
    private final Set<DataSource> forgotten = Collections.newSetFromMap(new IdentityHashMap<>());

    private Comparison[] inTurn = {};
    private int turn;
    private Map<String, Owned<Threshold>> installed = Map.of();
    private boolean upToDate;
    private int counted;
    private int restarts;
    private long restartsSince;

    EventPart(Shard shard, ThresholdRegistry registry, Comparison.Outlet outlet) {
        this.shard = shard;
        this.registry = registry;
        this.outlet = outlet;
        install();
    }

    /** Takes up the thresholds that are in force now; those that have not changed keep their crossings. */
    @SuppressWarnings("ReferenceEquality")
    private void install() {
        Map<String, Owned<Threshold>> current = registry.installed();
        if (current == installed) {
            return;
        }
        installed = current;
        comparisons.values().removeIf(comparison -> {
            boolean gone = current.get(comparison.owned.definition().name()) != comparison.owned;
            if (gone) {
                comparison.close();
            }
            return gone;
        });
        current.forEach((name, owned) ->
                comparisons.computeIfAbsent(name, any -> new Comparison(owned, shard, outlet, places)));
        inTurn = comparisons.values().toArray(Comparison[]::new);
        byMetric.clear();
        for (Comparison comparison : comparisons.values()) {
            byMetric.computeIfAbsent(comparison.metric(), any -> new ArrayList<>())
                    .add(comparison);
        }
    }

    @Override
    public void onMetric(DataSource source, MetricId metric, double value) {
        if (!upToDate) {
            install();
            upToDate = true;
        }
        if (byMetric.isEmpty()) {
            return;
        }
        List<Comparison> concerned = byMetric.get(metric);
        if (concerned != null) {
            for (int i = 0; i < concerned.size(); i++) {
                concerned.get(i).metric(source, value);
            }
        }
    }

    @Override
    public void onRestart(Agent agent, long uptimeBefore, long uptime) {
        long now = shard.now();
        if (now - restartsSince >= MINUTE) {
            restartsSince = now;
            restarts = 0;
        }
        restarts++;
        if (restarts > MOST_RESTARTS) {
            outlet.refused();
            return;
        }
        outlet.event(new Event(
                0, now, Event.RESTART, agent.name(), "", "uptime", uptimeBefore / 1e3, uptime / 1e3, "", List.of()));
    }

    @Override
    public void onBatchEnd(long millis) {
        upToDate = false;
    }

    @Override
    public void onTick(long millis) {
        if (!forgotten.isEmpty()) {
            comparisons.values().forEach(comparison -> comparison.forgetFlows(forgotten));
            forgotten.clear();
        }
        install();
        if (!comparisons.isEmpty()) {
            Optional<FlowTables> tables = shard.view(FlowTables.class);
            Collection<String> flows = tables.map(FlowTables::flows).orElse(List.of());
            int compared = 0;
            for (int i = 0; i < inTurn.length && compared < MOST_FLOWS; i++) {
                turn %= inTurn.length;
                Comparison comparison = inTurn[turn++];
                String metric = comparison.metric().name();
                boolean isFlow = flows.contains(metric);
                if (isFlow) {
                    compared += comparison.flows(tables.orElseThrow(), registry.byAgent(metric));
                }
                comparison.tick(isFlow, millis);
            }
        }
        count();
    }

    private void count() {
        int crossings =
                comparisons.values().stream().mapToInt(Comparison::crossings).sum();
        registry.crossings(crossings - counted);
        counted = crossings;
    }

    @Override
    public void onForgotten(DataSource source) {
        comparisons.values().forEach(comparison -> comparison.forget(source));
        forgotten.add(source);
    }

    @Override
    public void onClose() {
        registry.crossings(-counted);
    }

    /** Whether a threshold is triggered, as {@link Comparison#triggered} says. */
    boolean triggered(String threshold, String agent, String dataSource, String flowKey) {
        Comparison comparison = comparisons.get(threshold);
        return comparison != null && comparison.triggered(agent, dataSource, flowKey);
    }
}
