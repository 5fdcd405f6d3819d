// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.query.Queries;
import io.weir.api.topology.HostLocation;
import io.weir.api.topology.HostQuery;
import io.weir.api.topology.Network;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.InterfaceCounters;
import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.demo.internal.encoder.SampleBuilder;
import io.weir.flow.internal.Engine;
import io.weir.flow.internal.FlowEngine;
import io.weir.metric.internal.MetricParts;
import io.weir.query.internal.Asking;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.InlineShards;
import io.weir.testkit.MemoryStore;
import io.weir.testkit.SteppedTimeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Shards, two unless told, with metrics, flows and a topology, and agents that send. Thread: one at a time. */
final class Fabric implements AutoCloseable {
    final SteppedTimeline clock = new SteppedTimeline();
    final InlineShards shards;
    final LearningTopology topology;
    final FlowEngine flows;
    final Queries queries;
    private final Map<String, Long> sequences = new HashMap<>();

    Fabric() {
        this(2, new MemoryStore(), new AtomicLong());
    }

    Fabric(int shards) {
        this(shards, new MemoryStore(), new AtomicLong());
    }

    /** With settings as name and value in turn. */
    Fabric(MemoryStore store, AtomicLong ids, String... settings) {
        this(2, store, ids, settings);
    }

    private Fabric(int count, MemoryStore store, AtomicLong ids, String... settings) {
        shards = new InlineShards(clock, count);
        GivenSettings given = GivenSettings.of(settings);
        topology = new LearningTopology(store, name -> ids::incrementAndGet, given, clock);
        flows = Engine.with(new TopologyKeys(topology), store, name -> ids::incrementAndGet, given, clock);
        queries = Asking.of(shards, flows);
        topology.setShards(shards);
        topology.setQueries(queries);
        shards.add(new MetricParts());
        shards.add(topology);
        shards.add(flows);
    }

    /** Links as {@code leaf1/swp1 spine1/swp7}. */
    static Map<String, Object> links(String... links) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < links.length; i++) {
            String[] ends = links[i].split("[/ ]", -1);
            all.put("L" + (i + 1), Map.of("node1", ends[0], "port1", ends[1], "node2", ends[2], "port2", ends[3]));
        }
        Map<String, Object> topology = new LinkedHashMap<>();
        topology.put("links", all);
        return topology;
    }

    Registration set(Map<String, ?> json) {
        Registration set = topology.set(Owner.REST, json);
        seconds(1);
        return set;
    }

    void seconds(double seconds) {
        clock.advance(Duration.ofMillis((long) (seconds * 1000)));
    }

    Network network() {
        return topology.network().orElseThrow();
    }

    /** The agent's host, and its interfaces 1, 2 … tell their names; time passes for them to be learned. */
    void names(String agent, String host, String... interfaces) {
        if (!host.isEmpty()) {
            send(
                    agent,
                    CounterSampleBuilder.of(2, 1)
                            .sequence(next(agent + " 2.1"))
                            .add(CounterRecords.hostDescr(host, new UUID(1, 2), 3, 2, "6.1")));
        }
        for (int i = 0; i < interfaces.length; i++) {
            send(
                    agent,
                    CounterSampleBuilder.of(i + 1)
                            .sequence(next(agent + " " + (i + 1)))
                            .add(InterfaceCounters.of(i + 1).build())
                            .add(CounterRecords.portName(interfaces[i])));
        }
        seconds(1);
    }

    /** A packet that an interface samples as it comes in. */
    void packet(String agent, long input, long output, PacketBuilder packet) {
        sample(agent, input, input, output, packet);
    }

    /** A packet that the interface {@code source} samples, one in 100. */
    void sample(String agent, long source, long input, long output, PacketBuilder packet) {
        send(
                agent,
                FlowSampleBuilder.of(source)
                        .sequence(next(agent + " f" + source))
                        .samplingRate(100)
                        .input(input)
                        .output(output)
                        .packet(packet));
    }

    private void send(String agent, SampleBuilder sample) {
        shards.receive(DatagramBuilder.agent(agent)
                .sequence(next(agent))
                .uptime(clock.nanos() / 1_000_000 + 50_000_000)
                .add(sample)
                .bytes());
    }

    private long next(String counter) {
        return sequences.merge(counter, 1L, Long::sum);
    }

    void define(String name, Map<String, ?> properties) {
        flows.define(Owner.REST, FlowDefinition.parse(name, properties));
        seconds(0.1);
    }

    List<ActiveFlow> active(String agents, String flow, Merge merge) {
        return active(new ActiveFlowQuery(List.of(agents.split(";", -1)), flow, 1000, 0, merge, ""));
    }

    List<ActiveFlow> active(ActiveFlowQuery query) {
        return get(queries.activeFlows(query));
    }

    List<HostLocation> hosts(HostQuery query) {
        return get(topology.hosts(query));
    }

    static <T> T get(java.util.concurrent.CompletableFuture<T> answer) {
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        topology.close();
        shards.close();
    }
}
