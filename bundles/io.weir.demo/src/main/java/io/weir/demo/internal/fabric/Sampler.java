// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.fabric;

import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * Takes one packet in N at random, as a switch does: it skips a number of packets drawn from the geometric distribution,
 * so that every packet has the same chance whatever came before.
 *
 * <p>Thread: confined to its port. Source: sFlow v5 §4.2.1.
 */
final class Sampler {
    private final int rate;
    private final RandomGenerator random;
    private long pool;
    private long skip;

    Sampler(int rate, RandomGenerator random) {
        this.rate = rate;
        this.random = random;
        this.skip = draw();
    }

    int rate() {
        return rate;
    }

    /** Packets seen so far. */
    long pool() {
        return pool;
    }

    /** Lets packets pass; each one taken is told with the pool as it stood then. */
    void pass(long packets, LongConsumer taken) {
        long left = packets;
        while (skip <= left) {
            left -= skip;
            pool += skip;
            skip = draw();
            taken.accept(pool);
        }
        pool += left;
        skip -= left;
    }

    /** How many packets on the next one to be taken is. */
    private long draw() {
        return rate == 1 ? 1 : 1 + (long) (Math.log(1 - random.nextDouble()) / Math.log1p(-1.0 / rate));
    }
}
