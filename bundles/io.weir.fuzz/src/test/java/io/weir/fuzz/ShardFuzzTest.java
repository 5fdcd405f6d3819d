// SPDX-License-Identifier: Apache-2.0
package io.weir.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.api.shard.ShardPart;
import io.weir.flow.internal.keys.ApplicationKeys;
import io.weir.flow.internal.keys.LinkKeys;
import io.weir.flow.internal.keys.NetworkKeys;
import io.weir.flow.internal.keys.SampleKeys;
import io.weir.flow.internal.keys.TransportKeys;
import io.weir.flow.internal.keys.TunnelKeys;
import io.weir.metric.internal.MetricParts;
import io.weir.testkit.InlineShards;
import io.weir.testkit.SteppedTimeline;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzz target for what reads samples: books, counter records and every flow key. Runs as {@link CodecFuzzTest} does. */
class ShardFuzzTest {
    private static final List<FlowKey> KEYS = Stream.of(
                    LinkKeys.rows(),
                    NetworkKeys.rows(),
                    TransportKeys.rows(),
                    TunnelKeys.rows(),
                    SampleKeys.rows(),
                    ApplicationKeys.rows())
            .flatMap(List::stream)
            .toList();

    /** After so many inputs the shard starts anew: what made-up agents leave behind would slow down each tick. */
    private static final int INPUTS = 1_000;

    private final SteppedTimeline clock = new SteppedTimeline();
    private InlineShards shards = shards();
    private int inputs;

    private InlineShards shards() {
        InlineShards anew = new InlineShards(clock);
        anew.add(new MetricParts());
        anew.add(shard -> new KeyReader());
        return anew;
    }

    static List<byte[]> datagrams() {
        return Seeds.datagrams();
    }

    @MethodSource("datagrams")
    @FuzzTest(maxDuration = "5m")
    void nothingThrows(byte[] data) {
        if (data == null) {
            return;
        }
        inputs++;
        if (inputs % INPUTS == 0) {
            shards.close();
            shards = shards();
        }
        shards.receive(data);
        clock.advance(Duration.ofMillis(100));
        shards.receive(data);
        if (shards.counters().get("shardPartFailures").longValue() > 0) {
            throw new AssertionError("a part threw");
        }
    }

    private static final class KeyReader implements ShardPart {
        private final KeyValue value = new KeyValue();

        @Override
        public void onFlowSample(Observation sample) {
            for (FlowKey key : KEYS) {
                key.extractor().extract(sample, 0, value);
                if (key.layered()) {
                    key.extractor().extract(sample, 1, value);
                }
            }
        }

        @Override
        public void onDiscard(Observation sample) {
            onFlowSample(sample);
        }
    }
}
