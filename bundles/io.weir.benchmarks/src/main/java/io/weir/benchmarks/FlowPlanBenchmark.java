// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.api.Owner;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.net.Address;
import io.weir.collector.internal.Limits;
import io.weir.collector.internal.ShardCore;
import io.weir.flow.internal.FlowEngine;
import io.weir.flow.internal.RingFlowLog;
import io.weir.sflow.ByteView;
import io.weir.sflow.Received;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.MemoryStore;
import io.weir.testkit.SteppedTimeline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a sample costs from the datagram's first byte to the updated tables: decoding, books, dissection and the flow
 * definitions, with the garbage collector that the product runs with. An operation is a sample; {@code kind} says what the
 * definitions have for keys.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx2g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=75"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class FlowPlanBenchmark {
    static final int SAMPLES = 131_072;
    private static final Address SOURCE = Address.parse("192.0.2.1");
    /** So many datagrams a shard takes out of its ring at once when there are more. */
    private static final int BATCH = 64;

    private static final String TUPLE = "ipsource,ipdestination,ipprotocol,or:tcpsourceport:udpsourceport,"
            + "or:tcpdestinationport:udpdestinationport";
    private static final List<String> KEYS = List.of(
            TUPLE,
            "ipsource,ipdestination",
            "ipsource",
            "macsource,macdestination",
            "or:tcpdestinationport:udpdestinationport",
            "ipsource,ipprotocol",
            "ipdestination,ipprotocol,tcpflags",
            "inputifindex,outputifindex",
            "null:vlan,ethernetprotocol",
            "stack");

    /** A capture of {@code sflowgen --pcap}; empty: datagrams whose keys nearly all differ. */
    @Param("")
    public String pcap;

    @Param({"0", "1", "2", "5", "10"})
    public int definitions;

    /**
     * {@code tuple}: all definitions alike; {@code mixed}: ten different ones; {@code rejected}: none lets a sample pass;
     * {@code beside}: the first is a tuple, and each other has a filter of its own that lets no sample pass.
     */
    @Param({"tuple", "mixed", "rejected", "beside"})
    public String kind;

    private final SteppedTimeline clock = new SteppedTimeline();
    private final ShardCore shard = new ShardCore(0, clock, Limits.DEFAULT);
    private final ByteView datagram = new ByteView();
    private final Received from = new Received();
    /** The datagrams, behind one another in one array as in a shard's ring, and where each begins. */
    private byte[] memory;

    private int[] begins;

    @Setup
    public void load() throws IOException {
        lay(Mix.of(pcap, SAMPLES));
        RingFlowLog log = new RingFlowLog(name -> () -> 1, clock);
        FlowEngine engine = new FlowEngine(log, new MemoryStore(), GivenSettings.of("flow.megabytes", "4000"));
        for (int i = 0; i < definitions; i++) {
            String keys = kind.equals("mixed") ? KEYS.get(i % KEYS.size()) : TUPLE;
            String filter =
                    switch (kind) {
                        case "rejected" -> "ipprotocol=250";
                        case "beside" -> i == 0 ? "" : "ipprotocol=" + (200 + i);
                        default -> "";
                    };
            engine.define(
                    Owner.app("benchmark", "b.js"),
                    FlowDefinition.parse("f" + i, Map.of("keys", keys, "value", "bytes", "n", 20, "filter", filter)));
        }
        shard.add(engine);
        clock.every(Duration.ofMillis(100), shard::tick);
        sample();
        System.gc(); // what is there now is old, as in a process that has run for long: there storing references costs
    }

    private void lay(List<byte[]> datagrams) {
        begins = new int[datagrams.size() + 1];
        memory = new byte[datagrams.stream().mapToInt(bytes -> bytes.length).sum()];
        for (int i = 0; i < datagrams.size(); i++) {
            byte[] bytes = datagrams.get(i);
            System.arraycopy(bytes, 0, memory, begins[i], bytes.length);
            begins[i + 1] = begins[i] + bytes.length;
        }
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public long sample() {
        from.set(SOURCE.high(), SOURCE.low(), 50_000, 0, clock.millis());
        for (int i = 0; i < begins.length - 1; i++) {
            shard.receive(datagram.wrap(memory, begins[i], begins[i + 1] - begins[i]), from);
            if (i % BATCH == BATCH - 1) {
                shard.endBatch();
            }
        }
        shard.endBatch();
        clock.advance(Duration.ofMillis(100));
        return clock.millis();
    }
}
