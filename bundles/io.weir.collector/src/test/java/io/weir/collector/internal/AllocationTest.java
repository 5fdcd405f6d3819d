// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.api.shard.Observation;
import io.weir.api.shard.ShardPart;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.CustomSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.DiscardSampleBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.sflow.Received;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int AGENTS = 16;
    private static final int ROUNDS = 2_000;

    private final HandClock clock = new HandClock();
    private final ShardCore core = new ShardCore(0, clock, Limits.DEFAULT);
    private final ShardRing ring = new ShardRing(1024);
    private final Received from = new Received().set(0, 0xffff_c000_0201L, 50_000, 0, clock.millis());
    private final ShardRing.Taker taker = core::receive;
    private final List<ByteBuf> datagrams = new ArrayList<>();
    private long layers;

    private void build() {
        for (int agent = 0; agent < AGENTS; agent++) {
            DatagramBuilder datagram = DatagramBuilder.agent("10.0.0." + (agent + 1));
            for (int i = 1; i <= 5; i++) {
                datagram.add(FlowSampleBuilder.of(i)
                        .samplingRate(1000)
                        .packet(PacketBuilder.ethernet("020000000001", "020000000002")
                                .vlan(5)
                                .ipv4("192.0.2.1", "192.0.2.2")
                                .tcp(40_000, 443)
                                .payload(1000)));
            }
            datagram.add(CounterSampleBuilder.of(1).add(CounterRecords.portName("swp1")));
            datagram.add(DiscardSampleBuilder.of(2).reason(258));
            datagram.add(CustomSampleBuilder.metrics("probe").gauge32("a", 1));
            datagrams.add(Unpooled.wrappedBuffer(datagram.bytes()));
        }
    }

    /** Sends every datagram through the ring and the shard, each time with new sequence numbers. */
    private void run(int rounds, int first) {
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < datagrams.size(); i++) {
                ByteBuf bytes = datagrams.get(i);
                bytes.setInt(16, first + round);
                ring.offer(bytes, from);
            }
            while (ring.drain(taker, ShardLoop.BATCH) > 0) {
                core.endBatch();
            }
            if (round % 100 == 0) {
                core.tick();
            }
        }
    }

    @Test
    void receivingAllocatesNothing() {
        core.add(shard -> new ShardPart() {
            @Override
            public void onFlowSample(Observation sample) {
                layers += sample.packet().layers();
            }
        });
        build();
        run(ROUNDS, 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int attempt = 1; attempt <= 5; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            run(ROUNDS, attempt * ROUNDS + 1);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(layers).isEqualTo(6L * ROUNDS * AGENTS * 5 * 4);
        assertThat(core.tally().get(Counter.DATAGRAMS_PROCESSED)).isEqualTo(6L * ROUNDS * AGENTS);
        assertThat(core.tally().get(Counter.LOST)).isZero();
        // reading the figure allocates a little itself
        assertThat((double) least / (ROUNDS * AGENTS)).as("bytes per datagram").isLessThan(0.01);
    }
}
