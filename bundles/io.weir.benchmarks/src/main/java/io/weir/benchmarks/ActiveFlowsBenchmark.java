// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.api.Owner;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowDefinition;
import io.weir.collector.internal.Collector;
import io.weir.collector.internal.RealTimeline;
import io.weir.collector.internal.RingShards;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.flow.internal.FlowEngine;
import io.weir.flow.internal.RingFlowLog;
import io.weir.query.internal.ShardedQueries;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.MemoryStore;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the 1,000 largest of 100,000 rows take, from the question to the merged and printed answer: 100 data sources with 1,000
 * flows each, asked as REST and scripts ask, of shards with threads of their own that took the flows in over UDP.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseG1GC"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
public class ActiveFlowsBenchmark {
    private static final int AGENTS = 10;
    private static final int PORTS = 10;
    private static final int FLOWS = 1_000;
    private static final int AT_ONCE = 6;

    /** {@code same}: every data source sees the same flows; {@code apart}: each has its own. */
    @Param({"same", "apart"})
    public String keys;

    @Param({"MAX", "SUM"})
    public Merge merge;

    @Param({"1", "4"})
    public String shardCount;

    private final RealTimeline timeline = new RealTimeline();
    private RingShards shards;
    private Collector collector;
    private ShardedQueries queries;
    private ActiveFlowQuery query;

    @Setup
    public void load() throws IOException {
        GivenSettings settings = GivenSettings.of(
                "sflow.address", "127.0.0.1", "sflow.port", "0", "shards", shardCount, "flow.megabytes", "256");
        shards = new RingShards(timeline, settings);
        collector = new Collector(shards, timeline, settings);
        FlowEngine engine = new FlowEngine(new RingFlowLog(name -> () -> 1, timeline), new MemoryStore(), settings);
        engine.define(
                Owner.app("benchmark", "b.js"),
                FlowDefinition.parse(
                        "pairs", Map.of("keys", "ipsource,ipdestination", "value", "bytes", "n", FLOWS, "t", 600)));
        shards.addPart(engine);
        queries = new ShardedQueries(shards, engine, List.of());
        query = new ActiveFlowQuery(List.of("ALL"), "pairs", FLOWS, 0, merge, "");
        send();
        int expected = keys.equals("same") ? FLOWS : AGENTS * PORTS * FLOWS;
        long rows = engine.counters().get("flowRows").longValue();
        int distinct = queries.activeFlows(
                        new ActiveFlowQuery(List.of("ALL"), "pairs", Integer.MAX_VALUE, 0, Merge.MAX, ""))
                .join()
                .size();
        if (rows != AGENTS * PORTS * FLOWS || distinct != expected) {
            throw new IOException("datagrams were lost: rows=" + rows + " distinct=" + distinct);
        }
    }

    private void send() throws IOException {
        int port = collector.counters().get("udpPort").intValue();
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int source = 0; source < AGENTS * PORTS; source++) {
                for (int first = 0; first < FLOWS; first += AT_ONCE) {
                    byte[] bytes = datagram(source, first);
                    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
                    LockSupport.parkNanos(50_000);
                }
            }
        }
        LockSupport.parkNanos(500_000_000); // two ticks and more
    }

    private byte[] datagram(int source, int first) {
        DatagramBuilder datagram =
                DatagramBuilder.agent("10.1.1." + (source / PORTS + 1)).sequence(first / AT_ONCE + 1);
        for (int flow = first; flow < Math.min(FLOWS, first + AT_ONCE); flow++) {
            int place = keys.equals("same") ? 0 : source;
            datagram.add(FlowSampleBuilder.of(source % PORTS + 1)
                    .sequence(flow + 1)
                    .samplingRate(1_000 + 37 * flow % 991)
                    .packet(PacketBuilder.ethernet("020000000001", "020000000002")
                            .ipv4("10." + place + "." + (flow >> 8) + "." + (flow & 0xff), "10.200.0.1")
                            .udp(1000, 53)
                            .payload(64 + (source + 7 * flow) % 1000)));
        }
        return datagram.bytes();
    }

    @Benchmark
    public List<ActiveFlow> largest() {
        return queries.activeFlows(query).join();
    }

    @TearDown
    public void end() throws InterruptedException {
        collector.close();
        shards.close();
        timeline.close();
    }
}
