// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.FlowMetric;
import io.weir.api.flow.FlowTables;
import io.weir.api.metric.MetricId;
import io.weir.api.metric.MetricTable;
import io.weir.api.metric.Reading;
import io.weir.api.query.MetricFilter;
import io.weir.api.shard.Agent;
import io.weir.api.shard.Books;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.api.topology.InterfaceRole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The views of a shard, during one question, which looks at so many values at most: it holds the shard meanwhile.
 *
 * <p>Thread: confined to the shard. What looks throws {@link InvalidInput} when it is too much.
 */
final class ShardReader {
    private static final MetricId HOST_NAME = new MetricId("host_name");
    private static final int HOST_CLASS = 2;
    /** Some seconds; and where all have to be kept, as medians want, an eighth of the heap. */
    private static final long MOST_LOOKS =
            Math.min(10_000_000, Math.max(1_000_000, Runtime.getRuntime().maxMemory() / 64));

    private final Shard shard;
    private final long now;
    private final Optional<MetricTable> metrics;
    private final Optional<FlowTables> flows;
    private final Optional<InterfaceRole> roles;
    private final Collection<String> flowNames;
    private long looks;
    /** The agent whose host was asked for last, or null; sources are asked about agent by agent. */
    private Agent hostOf;

    private Optional<DataSource> host = Optional.empty();

    ShardReader(Shard shard) {
        this.shard = shard;
        this.now = shard.now();
        this.metrics = shard.view(MetricTable.class);
        this.flows = shard.view(FlowTables.class);
        this.roles = shard.view(InterfaceRole.class);
        this.flowNames = flows.map(FlowTables::flows).orElse(List.of());
    }

    Shard shard() {
        return shard;
    }

    Optional<MetricTable> metrics() {
        return metrics;
    }

    Optional<FlowTables> flows() {
        return flows;
    }

    Optional<InterfaceRole> roles() {
        return roles;
    }

    Optional<Books> books() {
        return shard.view(Books.class);
    }

    Collection<String> flowNames() {
        return flowNames;
    }

    /** How long ago a moment was. */
    long age(long millis) {
        return Math.max(0, now - millis);
    }

    /** Counts one value, or one data source, that was looked at. */
    void look() {
        if (++looks > MOST_LOOKS) {
            throw InvalidInput.of(
                    "query",
                    "ALL",
                    "looks at more than " + MOST_LOOKS + " values: name fewer metrics, agents, or a filter");
        }
    }

    Optional<Reading> reading(DataSource source, MetricId metric) {
        look();
        return metrics.isEmpty() ? Optional.empty() : metrics.get().find(source, metric);
    }

    /** The metric that a flow definition of that name makes. */
    Optional<FlowMetric> flow(DataSource source, MetricId metric) {
        return flows.isEmpty() || !flowNames.contains(metric.name())
                ? Optional.empty()
                : flows.get().metric(source, metric.name());
    }

    /** A value, of counters or of flows, of a data source. */
    Optional<Value> value(DataSource source, MetricId metric) {
        Optional<Reading> reading = reading(source, metric);
        return reading.isPresent()
                ? reading.map(found -> value(source, found))
                : flow(source, metric).map(found -> value(source, metric, found));
    }

    /** Every value of a data source. */
    List<Value> values(DataSource source) {
        List<Value> all = new ArrayList<>();
        metrics.ifPresent(table -> table.all(source).forEach(reading -> all.add(value(source, reading))));
        for (String name : flowNames) {
            MetricId metric = new MetricId(name);
            flow(source, metric).ifPresent(found -> all.add(value(source, metric, found)));
        }
        return all;
    }

    private Value value(DataSource source, Reading reading) {
        return new Value(
                source.agent().name(),
                source.name(),
                reading.metric().name(),
                reading.value(),
                age(reading.updated()),
                List.of());
    }

    Value value(DataSource source, MetricId metric, FlowMetric found) {
        return new Value(
                source.agent().name(),
                source.name(),
                metric.name(),
                found.value(),
                age(found.updated()),
                topKeys(found));
    }

    List<Map<String, Object>> topKeys(FlowMetric found) {
        List<Map<String, Object>> keys = new ArrayList<>(found.topKeys().size());
        for (FlowMetric.TopKey top : found.topKeys()) {
            Map<String, Object> key = new LinkedHashMap<>();
            key.put("key", top.key());
            key.put("value", top.value());
            key.put("lastUpdate", age(top.updated()));
            keys.add(key);
        }
        return keys;
    }

    /** The data source that speaks of the host itself: {@code 2.1}. */
    Optional<DataSource> host(Agent agent) {
        if (!agent.equals(hostOf)) {
            hostOf = agent;
            host = find(agent);
        }
        return host;
    }

    private Optional<DataSource> find(Agent agent) {
        for (DataSource source : agent.dataSources()) {
            if (source.sourceClass() == HOST_CLASS && source.index() == 1) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    Optional<String> hostName(Agent agent) {
        return host(agent).flatMap(host -> reading(host, HOST_NAME)).map(Reading::text);
    }

    /** Whether a filter lets a data source pass, by its own metrics and, where it has none of the name, by its host's. */
    boolean passes(MetricFilter filter, DataSource source) {
        for (String name : filter.wanted().keySet()) {
            if (!passes(filter, name, source)) {
                return false;
            }
        }
        return true;
    }

    private boolean passes(MetricFilter filter, String name, DataSource source) {
        MetricId metric = new MetricId(name.substring(name.lastIndexOf('.') + 1));
        Optional<Reading> reading = reading(source, metric);
        if (reading.isEmpty()) {
            reading = host(source.agent()).flatMap(host -> reading(host, metric));
        }
        if (reading.isPresent()) {
            return reading.get().isText()
                    ? filter.accepts(name, reading.get().text())
                    : filter.accepts(name, reading.get().number());
        }
        return flow(source, metric)
                .filter(found -> filter.accepts(name, found.value()))
                .isPresent();
    }
}
