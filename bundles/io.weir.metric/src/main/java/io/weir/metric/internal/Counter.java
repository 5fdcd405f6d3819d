// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

/**
 * How far a counter advanced: tells a wrap from a reset.
 *
 * <p>A counter that went back has either wrapped or been reset. A wrap is believed only when the way round is one that
 * the interface could have gone in the time (or, where its speed is not known, at most a quarter of the way round), and
 * less than half way round: otherwise several wraps could not be told from one. Thread: any.
 */
final class Counter {
    /** The counter was reset. */
    static final double RESET = -1;

    private static final long WORD = 1L << 32;
    private static final double HALF_WORD = 1L << 31;
    private static final double QUARTER_WORD = 1L << 30;
    private static final double UNBOUNDED_WRAP = 1L << 40;

    private Counter() {}

    /**
     * The increase of a 32-bit counter, or {@link #RESET}.
     *
     * @param most it can have advanced; infinite where nothing tells
     */
    static double increase32(long before, long now, double most) {
        long delta = now - before;
        if (delta >= 0) {
            return delta;
        }
        return believed(delta + WORD, most);
    }

    private static double believed(long delta, double most) {
        double bound = Double.isInfinite(most) ? QUARTER_WORD : Math.min(most, HALF_WORD);
        return delta <= bound ? delta : RESET;
    }

    /** The increase of a 64-bit counter, or {@link #RESET}; old equipment fills such fields from 32-bit counters. */
    static double increase64(long before, long now, double most) {
        long delta = now - before;
        if (Long.compareUnsigned(now, before) >= 0) {
            return unsigned(delta);
        }
        if (before >>> 32 == 0 && most < HALF_WORD) {
            return believed(delta + WORD, most);
        }
        double wrapped = unsigned(delta);
        return wrapped <= (Double.isInfinite(most) ? UNBOUNDED_WRAP : most) ? wrapped : RESET;
    }

    /** A 64-bit number without sign. */
    static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
}
