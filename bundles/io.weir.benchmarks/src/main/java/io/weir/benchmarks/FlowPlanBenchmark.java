// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.api.Owner;
import io.weir.api.flow.FlowDefinition;
import io.weir.flow.internal.FlowEngine;
import io.weir.flow.internal.RingFlowLog;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.InlineShards;
import io.weir.testkit.MemoryStore;
import io.weir.testkit.SteppedTimeline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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
 * definitions. An operation is a sample; {@code kind} says what the definitions have for keys.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx2g", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class FlowPlanBenchmark {
    static final int SAMPLES = 131_072;
    private static final int BATCH = 16;
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
    private final InlineShards shards = new InlineShards(clock);
    private final List<byte[][]> batches = new ArrayList<>();
    private int round;

    @Setup
    public void load() throws IOException {
        List<byte[]> datagrams = Mix.of(pcap, SAMPLES);
        for (int i = 0; i < datagrams.size(); i += BATCH) {
            batches.add(
                    datagrams.subList(i, Math.min(datagrams.size(), i + BATCH)).toArray(byte[][]::new));
        }
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
        shards.add(engine);
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public long sample() {
        for (byte[][] batch : batches) {
            shards.receive(batch);
        }
        clock.advance(Duration.ofMillis(100));
        return round++;
    }
}
