// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** One thread's counts, a number a {@link Counter}. Thread: written by its owner alone, read by any. */
final class Tally {
    private final AtomicLongArray counts = new AtomicLongArray(Counter.values().length);

    void add(Counter counter) {
        add(counter, 1);
    }

    /** One writer alone: so no atomic addition is needed, only that no reader sees half a number. */
    void add(Counter counter, long n) {
        int row = row(counter);
        counts.setOpaque(row, counts.getPlain(row) + n);
    }

    long get(Counter counter) {
        return counts.getOpaque(row(counter));
    }

    /** Adds every count to the numbers in {@code sums}. */
    void addTo(Map<String, Number> sums) {
        for (Counter counter : Counter.values()) {
            sums.merge(counter.key(), get(counter), (a, b) -> a.longValue() + b.longValue());
        }
    }

    /** The index into an array by counter; never leaves this object. */
    @SuppressWarnings("EnumOrdinal")
    private static int row(Counter counter) {
        return counter.ordinal();
    }
}
