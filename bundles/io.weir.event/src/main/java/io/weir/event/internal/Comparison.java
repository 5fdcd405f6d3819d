// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.event.Event;
import io.weir.api.event.Threshold;
import io.weir.api.flow.FlowTables;
import io.weir.api.metric.MetricId;
import io.weir.api.metric.MetricTable;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A threshold in force in one shard: compares values, and tells of those that cross it.
 *
 * <p>Thread: confined to the shard.
 */
final class Comparison {
    /**
     * The largest flow of a data source above the value.
     *
     * @param sure whether it may trigger
     */
    private record Largest(DataSource source, double value, Supplier<List<Double>> values, boolean sure) {
        Largest or(Largest other) {
            if (sure != other.sure) {
                return sure ? this : other;
            }
            return value >= other.value ? this : other;
        }
    }

    final Owned<Threshold> owned;
    private final Threshold threshold;
    private final MetricId metric;
    /** The data source it concerns; empty for all. */
    private final String dataSource;

    private final Shard shard;
    private final Outlet outlet;
    private final SourceFilter filter;
    private final Crossings crossings;
    private final BitSet wanted = new BitSet();
    private final BitSet unwanted = new BitSet();
    private boolean byAgent;
    private long pass;
    private int compared;

    /** Where events go, and what is counted. */
    interface Outlet {
        /** Takes an event whose id is yet to be given. */
        void event(Comparison comparison, Event event);

        /** Takes an event that no threshold made; its id is yet to be given. */
        void event(Event event);

        /** An event was not made because there are too many crossings already. */
        void refused();
    }

    Comparison(Owned<Threshold> owned, Shard shard, Outlet outlet, Crossings.Places places) {
        crossings = new Crossings(places);
        this.owned = owned;
        this.shard = shard;
        this.outlet = outlet;
        threshold = owned.definition();
        int dot = threshold.metric().lastIndexOf('.');
        dataSource = threshold.metric().substring(0, Math.max(0, dot));
        metric = new MetricId(threshold.metric().substring(dot + 1));
        filter = new SourceFilter(shard, threshold.filter());
    }

    /** The bare metric that is compared. */
    MetricId metric() {
        return metric;
    }

    int crossings() {
        return crossings.size();
    }

    private boolean concerns(DataSource source) {
        return dataSource.isEmpty() || dataSource.equals(source.name());
    }

    /** Compares a metric's value. */
    void metric(DataSource source, double value) {
        Crossing crossing = crossings.find(source);
        if (value > threshold.value()) {
            if (crossing != null && !crossing.over(shard.now(), threshold.timeout())) {
                crossing.above();
            } else if (concerns(source) && filter.accepts(source)) {
                trigger(crossing, source, value);
            }
        } else if (crossing != null) {
            crossing.below(shard.now());
        }
    }

    private void trigger(Crossing before, DataSource source, double value) {
        if (before != null) {
            before.above();
        } else if (crossings.isFull()) {
            outlet.refused();
            return;
        } else {
            crossings.add(source);
        }
        tell(source, value, "", List.of());
    }

    /**
     * Compares the flows of that name, and tells how many are above the value.
     *
     * @param byAgent whether their values are of agents: the data source, where most of a value is seen, may change
     */
    int flows(FlowTables tables, boolean byAgent) {
        if (this.byAgent != byAgent) {
            this.byAgent = byAgent;
            crossings.removeIf(crossing -> true);
        }
        pass++;
        wanted.clear();
        unwanted.clear();
        compared = 0;
        if (threshold.byFlow()) {
            tables.above(metric.name(), threshold.value(), (source, value, key, values, error) -> {
                if (wants(source)) {
                    flow(source, value, key.get(), values, sure(value, error));
                }
            });
        } else {
            largest(tables).values().forEach(flow -> flow(flow.source(), flow.value(), "", flow.values(), flow.sure()));
        }
        return compared;
    }

    private boolean wants(DataSource source) {
        compared++;
        int id = source.id();
        if (!wanted.get(id) && !unwanted.get(id)) {
            (concerns(source) && filter.accepts(source) ? wanted : unwanted).set(id);
        }
        return wanted.get(id);
    }

    private Map<Object, Largest> largest(FlowTables tables) {
        Map<Object, Largest> largest = new HashMap<>();
        tables.above(metric.name(), threshold.value(), (source, value, key, values, error) -> {
            if (wants(source)) {
                largest.merge(place(source), new Largest(source, value, values, sure(value, error)), Largest::or);
            }
        });
        return largest;
    }

    /** Where a flow is seen: the id of a data source, or the address of an agent. */
    private Object place(DataSource source) {
        return byAgent ? source.agent().address() : (Object) source.id();
    }

    /**
     * Whether a flow is above the value as surely as is asked for.
     *
     * @param error half the width of its 95 % band, in percent
     */
    private boolean sure(double value, double error) {
        return !threshold.confidence() || value * (1 - error / 100) > threshold.value();
    }

    /** A flow above the value; once it has triggered it need not be so sure any more. */
    private void flow(DataSource source, double value, String key, Supplier<List<Double>> values, boolean sure) {
        Crossing crossing = crossings.find(place(source), key);
        boolean fresh = crossing == null || crossing.over(shard.now(), threshold.timeout());
        if (fresh && !sure) {
            return;
        }
        if (crossing == null) {
            if (crossings.isFull()) {
                outlet.refused();
                return;
            }
            crossing = crossings.add(place(source), key, source);
        }
        crossing.above();
        crossing.seen(pass);
        if (fresh) {
            tell(source, value, key, values.get());
        }
    }

    private void tell(DataSource source, double value, String flowKey, List<Double> values) {
        outlet.event(
                this,
                new Event(
                        0,
                        shard.now(),
                        threshold.name(),
                        source.agent().name(),
                        source.name(),
                        metric.name(),
                        threshold.value(),
                        value,
                        flowKey,
                        values));
    }

    /**
     * Ends crossings whose time is over.
     *
     * @param flows whether the metric is a flow: then what the last pass did not see is below
     */
    void tick(boolean flows, long millis) {
        if (crossings.size() == 0) {
            return;
        }
        Optional<MetricTable> table = shard.view(MetricTable.class);
        crossings.each(crossing -> {
            if (flows && !crossing.seenIn(pass) || !flows && crossing.isAbove() && gone(table, crossing)) {
                crossing.below(millis);
            }
        });
        crossings.removeIf(crossing -> crossing.over(millis, threshold.timeout()));
    }

    private boolean gone(Optional<MetricTable> table, Crossing crossing) {
        return table.isEmpty() || table.get().find(crossing.source, metric).isEmpty();
    }

    /** Forgets all crossings. */
    void close() {
        crossings.removeIf(any -> true);
    }

    /** Forgets the crossing of a data source, whose id another may have next. */
    void forget(DataSource source) {
        crossings.remove(source);
    }

    /** Forgets the crossings of flows at these data sources. */
    void forgetFlows(Set<DataSource> gone) {
        crossings.removeIf(crossing -> gone.contains(crossing.source));
    }

    /**
     * Whether it is triggered.
     *
     * @param dataSource its name; empty for any
     * @param flowKey empty for any
     */
    boolean triggered(String agent, String dataSource, String flowKey) {
        long now = shard.now();
        return crossings.any(crossing -> crossing.source.agent().name().equals(agent)
                && (byAgent || dataSource.isEmpty() || crossing.source.name().equals(dataSource))
                && (flowKey.isEmpty() || crossing.flowKey.equals(flowKey))
                && !crossing.over(now, threshold.timeout()));
    }
}
