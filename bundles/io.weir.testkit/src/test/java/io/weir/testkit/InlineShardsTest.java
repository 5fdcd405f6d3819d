// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.shard.AgentBook;
import io.weir.api.shard.Books;
import io.weir.api.shard.Observation;
import io.weir.api.shard.ShardPart;
import io.weir.packet.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InlineShardsTest {
    /** Counts what it is told. */
    private static final class Counting implements ShardPart {
        private int samples;
        private int layers;
        private int batches;
        private int ticks;

        @Override
        public void onFlowSample(Observation sample) {
            samples++;
            layers += sample.packet().layer(Protocol.IP, 0) >= 0 ? 1 : 0;
        }

        @Override
        public void onBatchEnd(long millis) {
            batches++;
        }

        @Override
        public void onTick(long millis) {
            ticks++;
        }
    }

    private final SteppedTimeline clock = new SteppedTimeline();

    @Test
    void tickComesTenTimesASecondOfTheSteppedClock() {
        Counting part = new Counting();
        try (InlineShards shards = new InlineShards(clock)) {
            shards.add(shard -> part);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(part.ticks).isEqualTo(10);
    }

    @Test
    void captureIsDecodedBookedAndShownToTheParts() throws IOException {
        Optional<Pcap> capture = Captures.read("ecmp.pcap");
        assumeTrue(capture.isPresent(), "no ecmp.pcap beside the source tree: set -Dweir.captures=DIR");
        Counting part = new Counting();
        try (InlineShards shards = new InlineShards(clock, 2)) {
            shards.add(shard -> part);
            capture.get().datagrams().forEach(datagram -> shards.receiveFrom(datagram.source(), datagram.payload()));
            List<AgentBook> agents =
                    shards.askAll(shard -> shard.view(Books.class).orElseThrow().agents()).join().stream()
                            .flatMap(List::stream)
                            .toList();
            long received = agents.stream()
                    .mapToLong(agent -> agent.datagrams().received())
                    .sum();
            assertThat(received).isEqualTo(capture.get().datagrams().size());
            assertThat(agents).isNotEmpty().allMatch(agent -> agent.datagrams().lost() == 0);
            assertThat(part.samples).isPositive();
            assertThat(part.layers).isPositive();
            assertThat(part.batches).isEqualTo(capture.get().datagrams().size());
            assertThat(shards.counters()).containsEntry("sFlowParseErrors", 0L);
        }
    }

    @Test
    void questionThatThrowsFailsItsFuture() {
        try (InlineShards shards = new InlineShards(clock)) {
            assertThat(shards.ask(0, shard -> {
                        throw new IllegalStateException("no");
                    }))
                    .isCompletedExceptionally();
        }
    }
}
