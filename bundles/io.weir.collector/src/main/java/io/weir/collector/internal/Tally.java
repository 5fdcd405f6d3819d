// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;

/** One thread's counts, a number a {@link Counter}. Thread: written by its owner alone, read by any. */
final class Tally {
    /** Why a datagram that was received was not taken in. */
    private static final Set<Counter> DISCARDED = EnumSet.of(
            Counter.NOT_ALLOWED,
            Counter.UNSUPPORTED_VERSION,
            Counter.TOO_SHORT,
            Counter.BAD_ADDRESS,
            Counter.RING_FULL,
            Counter.DUPLICATES);

    final TagTally unknownSamples = new TagTally("sFlowSamplesUnknown");
    final TagTally unknownFlowRecords = new TagTally("sFlowFlowRecordsUnknown");
    final TagTally unknownCounterRecords = new TagTally("sFlowCounterRecordsUnknown");
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

    /** Adds the counts by name of another, which may be going on. */
    void add(Tally other) {
        for (Counter counter : Counter.values()) {
            add(counter, other.get(counter));
        }
    }

    /** The counts by name, those by tag, and the sum of what was discarded here. */
    Map<String, Number> shown() {
        Map<String, Number> shown = new LinkedHashMap<>();
        for (Counter counter : Counter.values()) {
            shown.put(counter.key(), get(counter));
        }
        shown.put(
                "sFlowDatagramsDiscarded",
                DISCARDED.stream().mapToLong(this::get).sum());
        unknownSamples.show(shown);
        unknownFlowRecords.show(shown);
        unknownCounterRecords.show(shown);
        return shown;
    }

    /** The index into an array by counter; never leaves this object. */
    @SuppressWarnings("EnumOrdinal")
    private static int row(Counter counter) {
        return counter.ordinal();
    }
}
