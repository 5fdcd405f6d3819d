// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.event.Threshold;
import io.weir.api.flow.FlowTables;
import io.weir.api.metric.MetricId;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The thresholds of a shard: metrics are compared as they are published, flows in each tick.
 *
 * <p>Thread: confined to the shard. A definition takes effect with the next metric or tick.
 */
final class EventPart implements ShardPart {
    private final Shard shard;
    private final ThresholdRegistry registry;
    private final Rule.Outlet outlet;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Map<MetricId, List<Rule>> byMetric = new HashMap<>();
    private Map<String, Owned<Threshold>> installed = Map.of();
    private boolean upToDate;
    private int counted;

    EventPart(Shard shard, ThresholdRegistry registry, Rule.Outlet outlet) {
        this.shard = shard;
        this.registry = registry;
        this.outlet = outlet;
        install();
    }

    /** Takes up the thresholds that are in force now; those that have not changed keep their alarms. */
    @SuppressWarnings("ReferenceEquality")
    private void install() {
        Map<String, Owned<Threshold>> current = registry.installed();
        if (current == installed) {
            return;
        }
        installed = current;
        rules.entrySet().removeIf(rule -> current.get(rule.getKey()) != rule.getValue().owned);
        current.forEach((name, owned) -> rules.computeIfAbsent(name, any -> new Rule(owned, shard, outlet)));
        byMetric.clear();
        for (Rule rule : rules.values()) {
            byMetric.computeIfAbsent(rule.metric(), any -> new ArrayList<>()).add(rule);
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
        List<Rule> concerned = byMetric.get(metric);
        if (concerned != null) {
            for (int i = 0; i < concerned.size(); i++) {
                concerned.get(i).metric(source, value);
            }
        }
    }

    @Override
    public void onBatchEnd(long millis) {
        upToDate = false;
    }

    @Override
    public void onTick(long millis) {
        install();
        if (!rules.isEmpty()) {
            Optional<FlowTables> tables = shard.view(FlowTables.class);
            Collection<String> flows = tables.map(FlowTables::flows).orElse(List.of());
            for (Rule rule : rules.values()) {
                String metric = rule.metric().name();
                boolean isFlow = flows.contains(metric);
                if (isFlow) {
                    rule.flows(tables.orElseThrow(), registry.byAgent(metric));
                }
                rule.tick(isFlow, millis);
            }
        }
        count();
    }

    private void count() {
        int alarms = rules.values().stream().mapToInt(Rule::alarms).sum();
        registry.alarms(alarms - counted);
        counted = alarms;
    }

    @Override
    public void onForgotten(DataSource source) {
        rules.values().forEach(rule -> rule.forget(source));
    }

    @Override
    public void onClose() {
        registry.alarms(-counted);
    }

    /** Whether a threshold is triggered, as {@link Rule#triggered} says. */
    boolean triggered(String threshold, String agent, String dataSource, String flowKey) {
        Rule rule = rules.get(threshold);
        return rule != null && rule.triggered(agent, dataSource, flowKey);
    }
}
