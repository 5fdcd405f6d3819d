// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weir.api.metric.MetricId;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.CustomSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.InterfaceCounters;
import io.weir.demo.internal.encoder.SampleBuilder;
import io.weir.sflow.ByteView;
import io.weir.sflow.CounterSample;
import io.weir.sflow.CustomSample;
import io.weir.sflow.DatagramDecoder;
import io.weir.sflow.DatagramHeader;
import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.FlowSample;
import io.weir.sflow.Received;
import io.weir.testkit.InlineShards;
import io.weir.testkit.Port;
import io.weir.testkit.SteppedTimeline;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the part costs: nothing allocated in the steady state, little kept. */
final class EfficiencyTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long START = 1_767_225_600_000L;

    /** Another part, that listens. */
    private static final class Listening implements ShardPart {
        private long heard;

        @Override
        public void onMetric(DataSource source, MetricId metric, double value) {
            heard++;
        }
    }

    /** Shows a datagram's samples to the part, as if from one data source. */
    private static final class Feed implements DatagramVisitor {
        final AtomicReference<ShardPart> part = new AtomicReference<>();
        final DatagramDecoder decoder = new DatagramDecoder();
        final ByteView view = new ByteView();
        final Received received = new Received();
        DataSource source = new Port(0);

        void send(byte[] datagram, long millis) {
            received.set(0, 0, 0, 0, millis);
            decoder.decode(view.wrap(datagram, 0, datagram.length), received, this);
        }

        @Override
        public boolean datagram(DatagramHeader header) {
            return true;
        }

        @Override
        public void flowSample(FlowSample sample) {}

        @Override
        public void counterSample(CounterSample sample) {
            part.get().onCounterSample(source, sample);
        }

        @Override
        public void customSample(CustomSample sample) {
            part.get().onCustomSample(source, sample);
        }
    }

    private final InlineShards shards = new InlineShards(new SteppedTimeline());
    private final MetricParts parts = new MetricParts();
    private final Feed feed = new Feed();
    private final Listening listening = new Listening();

    EfficiencyTest() {
        shards.add(this::create);
        shards.add(shard -> listening);
    }

    private ShardPart create(Shard shard) {
        feed.part.set(parts.create(shard));
        return feed.part.get();
    }

    private static byte[] datagram(SampleBuilder... samples) {
        DatagramBuilder datagram = DatagramBuilder.agent("10.0.0.1").uptime(1_000_000);
        for (SampleBuilder sample : samples) {
            datagram.add(sample);
        }
        return datagram.bytes();
    }

    private static CounterSampleBuilder port() {
        return CounterSampleBuilder.of(3)
                .add(InterfaceCounters.of(3)
                        .speed(10_000_000_000L)
                        .in(1, 2, 3, 4)
                        .out(5, 6, 7, 8)
                        .build())
                .add(CounterRecords.portName("swp3"));
    }

    /** Sends a datagram again and again, a second of uptime and a little of the counters later each time. */
    private void repeat(byte[] datagram, int times, int... counters) {
        ByteBuffer bytes = ByteBuffer.wrap(datagram);
        for (int i = 0; i < times; i++) {
            bytes.putInt(20, bytes.getInt(20) + 1000);
            for (int at : counters) {
                bytes.putInt(at, bytes.getInt(at) + 17);
            }
            feed.send(datagram, START + bytes.getInt(20));
        }
    }

    private double allocated(byte[] datagram, int... counters) {
        repeat(datagram, 30_000, counters);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        repeat(datagram, 50_000, counters);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(listening.heard).isPositive();
        return bytes / 50_000.0;
    }

    @Test
    void interfaceSamplesAllocateNothing() {
        byte[] datagram = datagram(port());
        // in: octets, unicast frames; behind header, sample head and record head
        int record = 28 + 8 + 12 + 8;
        assertThat(allocated(datagram, record + 28, record + 32)).isLessThan(1);
    }

    @Test
    void hostSamplesAllocateNothing() {
        byte[] datagram = datagram(CounterSampleBuilder.of(2, 1)
                .add(CounterRecords.hostDescr("leaf1", new UUID(7, 8), 3, 2, "6.1"))
                .add(CounterRecords.hostCpu(new double[] {1.5, 0.1, 2}, new long[5], new long[9]))
                .add(CounterRecords.hostMemory(new long[] {9, 8, 7, 6, 5, 4, 3}, new long[4]))
                .add(CounterRecords.hostDisk(1, 2, 99.5, 3, 4, 5, 6, 7, 8))
                .add(CounterRecords.hostNet(1, 2, 3, 4, 5, 6, 7, 8)));
        assertThat(allocated(datagram)).isLessThan(1);
    }

    @Test
    void customSamplesAllocateNothing() {
        byte[] datagram = datagram(CustomSampleBuilder.metrics("db1")
                .gauge32("q_len", 17)
                .counter64("q_total", 1)
                .text("role", "primary"));
        assertThat(allocated(datagram)).isLessThan(1);
    }

    @Test
    void thousandAgentsOf64PortsFitInTheHeap() {
        byte[] datagram = datagram(port());
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int id = 0; id < 64_000; id++) {
            feed.source = new Port(id);
            feed.send(datagram, START);
        }
        long perPort = (THREADS.getCurrentThreadAllocatedBytes() - before) / 64_000;
        assertThat(perPort).isLessThan(2_000);
        assertThat(parts.counters()).containsEntry("metricSources", 64_000L);
    }
}
