// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.net.Prefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Finds the longest prefix that an address matches. Thread: immutable.
 *
 * <p>Prefixes nest or are apart, so sorted by where they begin they cut the addresses into ranges, each with one longest
 * prefix: two sorted arrays of range begins (their high and low halves) and one of what the range belongs to. A look-up is a
 * binary search, twenty steps among a million prefixes; it allocates nothing. Prefixes that begin and end together: the first
 * given counts.
 */
final class AddressRanges {
    /** What {@link #find} answers for an address that no prefix holds. */
    static final int NONE = -1;

    /** A prefix and the number of what it belongs to. */
    record Entry(Prefix prefix, int label) {}

    private record Range(long high, long low, int label) {}

    private final long[] high;
    private final long[] low;
    private final int[] label;

    private AddressRanges(List<Range> ranges) {
        high = ranges.stream().mapToLong(Range::high).toArray();
        low = ranges.stream().mapToLong(Range::low).toArray();
        label = ranges.stream().mapToInt(Range::label).toArray();
    }

    static AddressRanges of(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing((Entry entry) -> entry.prefix().address())
                .thenComparing(entry -> entry.prefix().length()));
        Sweep sweep = new Sweep();
        Prefix last = null;
        for (Entry entry : sorted) {
            if (!entry.prefix().equals(last)) {
                sweep.open(entry);
            }
            last = entry.prefix();
        }
        sweep.closeAll();
        return new AddressRanges(sweep.ranges);
    }

    /** The number that goes with the longest prefix of these two halves of an address, or {@link #NONE}. */
    int find(long addressHigh, long addressLow) {
        int from = 0;
        int to = high.length;
        while (from < to) {
            int middle = from + to >>> 1;
            if (compare(high[middle], low[middle], addressHigh, addressLow) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from == 0 ? NONE : label[from - 1];
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }

    /** Walks prefixes in the order of their begins, the enclosing ones on a stack. */
    private static final class Sweep {
        private final List<Range> ranges = new ArrayList<>();
        private final Deque<Entry> enclosing = new ArrayDeque<>();

        void open(Entry entry) {
            while (!enclosing.isEmpty()
                    && !enclosing.peek().prefix().contains(entry.prefix().address())) {
                close();
            }
            enclosing.push(entry);
            begin(entry.prefix().address().high(), entry.prefix().address().low(), entry.label());
        }

        void closeAll() {
            while (!enclosing.isEmpty()) {
                close();
            }
        }

        /** Behind the innermost prefix the one around it goes on. */
        private void close() {
            Prefix gone = enclosing.pop().prefix();
            int bits = 128 - gone.length();
            long endHigh = gone.address().high() | (bits <= 64 ? 0 : bits == 128 ? -1 : (1L << bits - 64) - 1);
            long endLow = gone.address().low() | (bits >= 64 ? -1 : (1L << bits) - 1);
            long nextLow = endLow + 1;
            long nextHigh = endHigh + (nextLow == 0 ? 1 : 0);
            if (nextLow != 0 || nextHigh != 0) {
                begin(
                        nextHigh,
                        nextLow,
                        enclosing.isEmpty() ? NONE : enclosing.peek().label());
            }
        }

        private void begin(long high, long low, int label) {
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).high() == high && ranges.get(last).low() == low) {
                ranges.remove(last);
                last--;
            }
            if (last < 0 || ranges.get(last).label() != label) {
                ranges.add(new Range(high, low, label));
            }
        }
    }
}
