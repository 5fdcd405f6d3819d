// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * Packets whose number and bytes are known, to be sampled: what an estimate of their traffic ought to be.
 *
 * <p>Every third packet is a large one, the others are small ones; so the bytes of any number of packets are known without
 * looking at each. Thread: any.
 *
 * @param packets how many there are
 * @param small bytes of a small packet
 * @param large bytes of a large packet
 */
public record Population(long packets, int small, int large) {
    private static final int EVERY = 3;

    /** Bytes of all packets. */
    public long bytes() {
        long larges = packets / EVERY;
        return larges * large + (packets - larges) * small;
    }

    /** Samples one packet in {@code rate}, each with that chance, and shows the length of each sampled one. */
    public void sample(int rate, RandomGenerator random, IntConsumer sampled) {
        double log = Math.log1p(-1.0 / rate);
        for (long at = skip(random, log); at < packets; at += 1 + skip(random, log)) {
            sampled.accept(at % EVERY == EVERY - 1 ? large : small);
        }
    }

    /** How many packets are passed over before the next is sampled: as many as fail in a row. */
    private static long skip(RandomGenerator random, double log) {
        return log == Double.NEGATIVE_INFINITY ? 0 : (long) (Math.log1p(-random.nextDouble()) / log);
    }
}
