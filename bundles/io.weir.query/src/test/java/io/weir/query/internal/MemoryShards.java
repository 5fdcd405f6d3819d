// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.FlowMetric;
import io.weir.api.metric.MetricId;
import io.weir.api.metric.MetricTable;
import io.weir.api.metric.Reading;
import io.weir.api.net.Address;
import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.api.shard.Shards;
import io.weir.api.topology.InterfaceRole;
import io.weir.testkit.NoFlows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/** Shards that hold what a test puts in, and answer on the asking thread. Thread: confined to the test's. */
final class MemoryShards implements Shards {
    static final long NOW = 1_000_000;

    private final List<MemoryShard> shards = new ArrayList<>();

    MemoryShards(int count) {
        for (int i = 0; i < count; i++) {
            shards.add(new MemoryShard(i));
        }
    }

    MemorySource source(int shard, String agent, int sourceClass, long index) {
        return shards.get(shard).source(agent, sourceClass, index);
    }

    MemoryShard shard(int index) {
        return shards.get(index);
    }

    @Override
    public int count() {
        return shards.size();
    }

    @Override
    public <T> CompletableFuture<T> ask(int shard, Function<? super Shard, ? extends T> question) {
        return CompletableFuture.completedFuture(question.apply(shards.get(shard)));
    }

    @Override
    public <T> CompletableFuture<List<T>> askAll(Function<? super Shard, ? extends T> question) {
        List<T> answers = new ArrayList<>();
        shards.forEach(shard -> answers.add(question.apply(shard)));
        return CompletableFuture.completedFuture(answers);
    }

    /** One of them, with views of metrics, flows and, once a source has a role, of roles. */
    static final class MemoryShard implements Shard, MetricTable, NoFlows, InterfaceRole {
        private final int index;
        private final Map<Address, MemoryAgent> agents = new LinkedHashMap<>();
        final List<ActiveFlow> active = new ArrayList<>();
        boolean topology;

        MemoryShard(int index) {
            this.index = index;
        }

        MemorySource source(String agent, int sourceClass, long number) {
            Address address = Address.parse(agent);
            MemoryAgent owner = agents.computeIfAbsent(address, MemoryAgent::new);
            return owner.sources.stream()
                    .filter(source -> source.sourceClass == sourceClass && source.index == number)
                    .findFirst()
                    .orElseGet(() -> {
                        MemorySource added = new MemorySource(owner, sourceClass, number);
                        owner.sources.add(added);
                        return added;
                    });
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public long seed() {
            return 0;
        }

        @Override
        public long now() {
            return NOW;
        }

        @Override
        public Collection<MemoryAgent> agents() {
            return agents.values();
        }

        @Override
        public Optional<MemoryAgent> agent(Address address) {
            return Optional.ofNullable(agents.get(address));
        }

        @Override
        public <V> Optional<V> view(Class<V> type) {
            boolean there = type.isInstance(this) && (type != InterfaceRole.class || topology);
            return there ? Optional.of(type.cast(this)) : Optional.empty();
        }

        @Override
        public void publish(DataSource source, MetricId metric, double value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void publishText(DataSource source, MetricId metric, String text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Reading> find(DataSource source, MetricId metric) {
            return Optional.ofNullable(((MemorySource) source).readings.get(metric.name()));
        }

        @Override
        public Collection<Reading> all(DataSource source) {
            return ((MemorySource) source).readings.values();
        }

        @Override
        public Map<String, Long> names() {
            Map<String, Long> names = new LinkedHashMap<>();
            agents.values()
                    .forEach(agent -> agent.sources.forEach(source -> source.readings
                            .values()
                            .forEach(reading -> names.merge(reading.metric().name(), reading.updated(), Math::max))));
            return names;
        }

        @Override
        public Collection<String> flows() {
            return List.of("tcp");
        }

        @Override
        public List<ActiveFlow> activeFlows(ActiveFlowQuery query, Predicate<? super DataSource> where) {
            return active.stream()
                    .filter(flow -> agent(Address.parse(flow.agent())).orElseThrow().sources.stream()
                            .anyMatch(where))
                    .toList();
        }

        @Override
        public Optional<FlowMetric> metric(DataSource source, String flow) {
            return Optional.ofNullable(((MemorySource) source).flow);
        }

        @Override
        public OptionalDouble value(DataSource source, String flow, String key) {
            FlowMetric metric = ((MemorySource) source).flow;
            return metric == null
                    ? OptionalDouble.empty()
                    : metric.topKeys().stream()
                            .filter(top -> top.key().equals(key))
                            .mapToDouble(FlowMetric.TopKey::value)
                            .findFirst();
        }

        @Override
        public Map<String, Long> keysSeen() {
            return Map.of("ipsource", NOW - 10 * (index + 1L));
        }

        @Override
        public boolean contains(Agent agent) {
            return ((MemoryAgent) agent).sources.stream().anyMatch(source -> edge(source) || core(source));
        }

        @Override
        public boolean edge(DataSource source) {
            return ((MemorySource) source).role.equals("edge");
        }

        @Override
        public boolean core(DataSource source) {
            return ((MemorySource) source).role.equals("core");
        }

        @Override
        public Optional<String> link(DataSource source, long ifIndex) {
            return Optional.empty();
        }
    }

    /** An agent. */
    record MemoryAgent(Address address, List<MemorySource> sources) implements Agent {
        MemoryAgent(Address address) {
            this(address, new ArrayList<>());
        }

        @Override
        public String name() {
            return address.toString();
        }

        @Override
        public Collection<MemorySource> dataSources() {
            return sources;
        }

        @Override
        public boolean demo() {
            return false;
        }
    }

    /** A data source and its values. */
    static final class MemorySource implements DataSource {
        private final MemoryAgent agent;
        private final int sourceClass;
        private final long index;
        private final Map<String, Reading> readings = new LinkedHashMap<>();
        FlowMetric flow;
        String role = "";

        MemorySource(MemoryAgent agent, int sourceClass, long index) {
            this.agent = agent;
            this.sourceClass = sourceClass;
            this.index = index;
        }

        MemorySource with(String metric, Object value, long age) {
            readings.put(metric, new MemoryReading(new MetricId(metric), value, NOW - age));
            return this;
        }

        @Override
        public int id() {
            return (int) index;
        }

        @Override
        public MemoryAgent agent() {
            return agent;
        }

        @Override
        public long subAgent() {
            return 0;
        }

        @Override
        public int sourceClass() {
            return sourceClass;
        }

        @Override
        public long index() {
            return index;
        }

        @Override
        public String name() {
            return sourceClass == 0 ? Long.toString(index) : sourceClass + "." + index;
        }
    }

    private record MemoryReading(MetricId metric, Object given, long updated) implements Reading {
        @Override
        public boolean isText() {
            return given instanceof String;
        }

        @Override
        public double number() {
            return given instanceof Double number ? number : Double.NaN;
        }

        @Override
        public String text() {
            return given instanceof String text ? text : "";
        }
    }
}
