// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.api.metric.MetricTable;
import io.weir.api.shard.Shard;
import io.weir.metric.internal.MetricParts;
import io.weir.testkit.InlineShards;
import io.weir.testkit.SteppedTimeline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a counter costs from the datagram's first byte to the value in the table: decoding, books, rates, derived metrics. An operation is
 * a metric; each sample has the counters of an interface and its Ethernet errors. Writing the next readings into the datagrams is
 * counted too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class CounterBenchmark {
    private static final int AGENTS = 16;
    private static final int DATAGRAMS = 8;
    private static final int SAMPLES = 6;
    private static final int METRICS = 33;
    private static final int HEAD = 28;
    private static final int INTERFACE = 88;
    private static final int ETHERNET = 52;
    private static final int SAMPLE = 20 + 8 + INTERFACE + 8 + ETHERNET;
    private static final int INTERVAL = 20_000;

    private final SteppedTimeline clock = new SteppedTimeline();
    private final InlineShards shards = new InlineShards(clock);
    private final byte[][] datagrams = new byte[AGENTS * DATAGRAMS][];
    private int round;

    @Setup
    public void load() {
        shards.add(new MetricParts());
        for (int i = 0; i < datagrams.length; i++) {
            datagrams[i] = datagram(i / DATAGRAMS, i % DATAGRAMS);
        }
        metric();
        metric();
        int shown = shards.ask(0, CounterBenchmark::metrics).join();
        if (shown != METRICS) {
            throw new IllegalStateException("metrics of a sample: " + shown);
        }
    }

    private static int metrics(Shard shard) {
        MetricTable table = shard.view(MetricTable.class).orElseThrow();
        return table.all(shard.agents()
                        .iterator()
                        .next()
                        .dataSources()
                        .iterator()
                        .next())
                .size();
    }

    private static byte[] datagram(int agent, int number) {
        ByteBuffer out = ByteBuffer.allocate(HEAD + SAMPLES * SAMPLE);
        out.putInt(5).putInt(1).putInt(0x0a000001 + agent).putInt(0);
        out.putInt(number).putInt(0).putInt(SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            int ifIndex = number * SAMPLES + i + 1;
            out.putInt(2).putInt(SAMPLE - 8).putInt(0).putInt(ifIndex).putInt(2);
            out.putInt(1).putInt(INTERFACE).putInt(ifIndex).putInt(6).putLong(10_000_000_000L);
            out.putInt(1).putInt(3);
            out.position(out.position() + INTERFACE - 24);
            out.putInt(2).putInt(ETHERNET);
            out.position(out.position() + ETHERNET);
        }
        return out.array();
    }

    @Benchmark
    @OperationsPerInvocation(AGENTS * DATAGRAMS * SAMPLES * METRICS)
    public int metric() {
        round++;
        for (byte[] datagram : datagrams) {
            advance(ByteBuffer.wrap(datagram));
        }
        clock.advance(Duration.ofMillis(INTERVAL));
        shards.receive(datagrams);
        return round;
    }

    /** The next readings: twenty seconds later on the agent's own clock. */
    private void advance(ByteBuffer datagram) {
        datagram.putInt(16, datagram.getInt(16) + DATAGRAMS);
        datagram.putInt(20, round * INTERVAL);
        for (int at = HEAD; at < datagram.limit(); at += SAMPLE) {
            datagram.putInt(at + 8, round);
            for (int counters = at + 28 + 24; counters < at + 28 + INTERFACE; counters += 4) {
                datagram.putInt(counters, datagram.getInt(counters) + (counters % 3 + 1) * 1000);
            }
        }
    }
}
