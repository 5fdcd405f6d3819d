// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long datagrams wait in a ring because the shard does something else: the times from one look at the ring to the next,
 * naps included, of the last ten to twenty seconds.
 *
 * <p>Times are counted in classes that are a quarter wide at most, so that what is told is up to a quarter too much, never too
 * little. Thread: written by the shard alone, read by any.
 */
final class ShardPauses {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);
    private static final int STEPS = 4;
    private static final int CLASSES = 64 * STEPS;

    private final AtomicLongArray[] counts = {new AtomicLongArray(CLASSES), new AtomicLongArray(CLASSES)};
    private int current;
    private long begun;

    /** Takes in a time that ended at a moment, both in ns. */
    void add(long nanos, long now) {
        if (now - begun > WINDOW) {
            begun = now;
            current ^= 1;
            for (int i = 0; i < CLASSES; i++) {
                counts[current].setOpaque(i, 0);
            }
        }
        int row = row(Math.max(1, nanos));
        counts[current].setOpaque(row, counts[current].getPlain(row) + 1);
    }

    private static int row(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        int step = power < 2 ? 0 : (int) (nanos >>> power - 2) & STEPS - 1;
        return power * STEPS + step;
    }

    /** The greatest time of a class, ns. */
    private static long most(int row) {
        return (long) (Math.scalb(1.0, row / STEPS) * (1 + (row % STEPS + 1) / (double) STEPS));
    }

    /** The time in µs that this share of all times (0 to 1) was not above; 0 when there were none. */
    long micros(double share) {
        long all = 0;
        for (int i = 0; i < CLASSES; i++) {
            all += count(i);
        }
        long left = (long) Math.ceil(all * share);
        for (int i = 0; i < CLASSES && all > 0; i++) {
            left -= count(i);
            if (left <= 0) {
                return TimeUnit.NANOSECONDS.toMicros(most(i)) + 1;
            }
        }
        return 0;
    }

    private long count(int row) {
        return counts[0].getOpaque(row) + counts[1].getOpaque(row);
    }
}
