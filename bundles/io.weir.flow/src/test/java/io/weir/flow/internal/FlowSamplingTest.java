// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.ShardPart;
import io.weir.api.topology.InterfaceRole;
import io.weir.testkit.Population;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What sampling makes of a known population: 2,000 flows, each seen at one to four hops that sample independently, one packet
 * in 10 to 50,000.
 */
class FlowSamplingTest {
    private static final int RUNS = 2000;
    private static final int SMOOTHING = 600;
    private static final int[] RATES = {10, 100, 1000, 10_000, 50_000};
    private static final int EXPECTED_SAMPLES = 1200;
    private static final int MOST_HOPS = 4;
    /** Samples in a datagram, and bytes before the first. */
    private static final int TOGETHER = 8;

    private static final int HEAD = 28;
    private static int sequence;
    private static final Map<Merge, List<ActiveFlow>> ANSWERS = new EnumMap<>(Merge.class);

    /** The first hop is the edge of the network, the others are its core. */
    private static final class Roles implements InterfaceRole {
        @Override
        public boolean contains(Agent agent) {
            return true;
        }

        @Override
        public boolean edge(DataSource source) {
            return source.index() == 1;
        }

        @Override
        public boolean core(DataSource source) {
            return !edge(source);
        }

        @Override
        public Optional<String> link(DataSource source, long ifIndex) {
            return Optional.empty();
        }
    }

    private static int rate(int run) {
        return RATES[run % RATES.length];
    }

    private static int hops(int run) {
        return 1 + run / RATES.length % MOST_HOPS;
    }

    private static Population population(int run) {
        return new Population((long) rate(run) * EXPECTED_SAMPLES, 64 + run % 100, 1518);
    }

    @BeforeAll
    static void sampleAllPopulations() {
        try (FlowFixture flows = new FlowFixture()) {
            flows.shards.add(shard -> new ShardPart() {
                @Override
                public <V> Optional<V> view(Class<V> type) {
                    return type == InterfaceRole.class ? Optional.of(type.cast(new Roles())) : Optional.empty();
                }
            });
            flows.define("runs", "keys", "ipsource", "value", "bytes", "t", SMOOTHING);
            for (int run = 0; run < RUNS; run++) {
                for (int hop = 1; hop <= hops(run); hop++) {
                    sample(flows, run, hop);
                }
            }
            for (Merge merge : Merge.values()) {
                ANSWERS.put(merge, flows.active("runs", merge));
            }
        }
    }

    /** Fills the lengths of frames into a datagram of samples that are alike, and sends it when it is full. */
    private static void sample(FlowFixture flows, int run, int hop) {
        int mark = 0x7a7a7a7a;
        Wire sample = Wire.sample(
                hop, rate(run), Wire.header(mark, Wire.eth(0x0800), Wire.ip("%08x".formatted(run), "0a000002", 6, "")));
        byte[] datagram = Wire.datagram(FlowFixture.AGENT, Collections.nCopies(TOGETHER, sample));
        ByteBuffer bytes = ByteBuffer.wrap(datagram);
        int size = sample.bytes().length;
        int length = HEAD;
        while (bytes.getInt(length) != mark) {
            length += 4;
        }
        int first = length;
        int[] filled = {0};
        population(run).sample(rate(run), new SplittableRandom(1000L * run + hop), frame -> {
            bytes.putInt(first + filled[0] * size, frame);
            if (++filled[0] == TOGETHER) {
                send(flows, datagram, TOGETHER, size);
                filled[0] = 0;
            }
        });
        send(flows, datagram, filled[0], size);
    }

    private static void send(FlowFixture flows, byte[] datagram, int samples, int size) {
        ByteBuffer.wrap(datagram).putInt(16, ++sequence).putInt(24, samples);
        flows.shards.receive(Arrays.copyOf(datagram, HEAD + samples * size));
    }

    private static int run(ActiveFlow flow) {
        String[] parts = flow.key().split("\\.", -1);
        return Integer.parseInt(parts[2]) << 8 | Integer.parseInt(parts[3]);
    }

    /** How many hops a flow was seen at that count for a way of merging. */
    private static int counted(Merge merge, int run) {
        return switch (merge) {
            case SUM -> hops(run);
            case CORE -> hops(run) - 1;
            default -> 1;
        };
    }

    private static double truth(Merge merge, int run) {
        return population(run).bytes() * counted(merge, run) / (double) SMOOTHING;
    }

    private static double held(Merge merge) {
        return ANSWERS.get(merge).stream()
                .mapToInt(flow -> {
                    double off = Math.abs(flow.value() - truth(merge, run(flow)));
                    return off <= flow.value() * flow.error95() / 100 ? 1 : 0;
                })
                .average()
                .orElse(0);
    }

    private static double bias(Merge merge, int hops) {
        return ANSWERS.get(merge).stream()
                .filter(flow -> hops == 0 || hops(run(flow)) == hops)
                .mapToDouble(flow -> flow.value() / truth(merge, run(flow)) - 1)
                .average()
                .orElse(1);
    }

    @Test
    void bandsHoldTheTruthInNinetyThreeToNinetySevenOfAHundredCases() {
        assertThat(ANSWERS.get(Merge.SUM)).hasSize(RUNS);
        assertThat(ANSWERS.get(Merge.EDGE)).hasSize(RUNS);
        assertThat(ANSWERS.get(Merge.CORE)).hasSize(RUNS * 3 / 4);
        for (Merge merge : List.of(Merge.RAW, Merge.SUM, Merge.EDGE, Merge.CORE, Merge.AVG, Merge.MAX)) {
            assertThat(held(merge)).as("held by bands of %s", merge).isBetween(0.93, 0.97);
        }
    }

    @Test
    void estimatesAreOffByNoMoreThanAFifthOfAPercentOnAverage() {
        for (Merge merge : List.of(Merge.RAW, Merge.SUM, Merge.EDGE, Merge.CORE, Merge.AVG)) {
            assertThat(bias(merge, 0)).as("bias of %s", merge).isBetween(-0.002, 0.002);
        }
    }

    @Test
    void theLargestOfSeveralHopsIsTooLargeByWhatTheLargestOfAsManyEstimatesIs() {
        double sigma = ANSWERS.get(Merge.RAW).stream()
                .mapToDouble(flow -> flow.error95() / 196)
                .average()
                .orElseThrow();
        double[] expected = {0, 0.564, 0.846, 1.029};
        for (int hops = 2; hops <= MOST_HOPS; hops++) {
            assertThat(bias(Merge.MAX, hops) / sigma)
                    .as("standard deviations at %d hops", hops)
                    .isBetween(expected[hops - 1] - 0.2, expected[hops - 1] + 0.2);
        }
    }

    @Test
    void duplicatesAreMarkedAtNearlyAllHops() {
        double[] marked = new double[MOST_HOPS + 1];
        for (ActiveFlow flow : ANSWERS.get(Merge.MAX)) {
            int hops = hops(run(flow));
            assertThat(flow.flowN()).isEqualTo(hops);
            assertThat(flow.duplicates()).isBetween(0, hops - 1);
            marked[hops] += flow.duplicates() * (double) MOST_HOPS / RUNS;
        }
        assertThat(marked[1]).isZero();
        for (int hops = 2; hops <= MOST_HOPS; hops++) {
            assertThat(marked[hops]).as("duplicates of %d hops", hops).isBetween(0.85 * (hops - 1), hops - 1.0);
        }
    }
}
