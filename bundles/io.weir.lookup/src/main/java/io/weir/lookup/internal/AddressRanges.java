// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.net.Address;
import io.weir.api.net.Prefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
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

    private final long[] high;
    private final long[] low;
    private final int[] label;

    private AddressRanges(long[] high, long[] low, int[] label) {
        this.high = high;
        this.low = low;
        this.label = label;
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
        return sweep.ranges.ranges();
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

    /** Ranges as they are found, in the order of addresses. Thread: one. */
    static final class Growing {
        static final int BYTES = 2 * Long.BYTES + Integer.BYTES;

        private long[] high = new long[16];
        private long[] low = new long[16];
        private int[] label = new int[16];
        private int count;

        int count() {
            return count;
        }

        /** From an address on that label counts, or {@link #NONE}. Throws {@link IllegalArgumentException} when it is before the last. */
        void begin(long beginHigh, long beginLow, int now) {
            int order = count == 0 ? -1 : compare(high[count - 1], low[count - 1], beginHigh, beginLow);
            if (order > 0) {
                throw new IllegalArgumentException("not in the order of addresses");
            }
            count -= order == 0 ? 1 : 0;
            if (count > 0 && label[count - 1] == now) {
                return;
            }
            if (count == label.length) {
                high = Arrays.copyOf(high, 2 * count);
                low = Arrays.copyOf(low, 2 * count);
                label = Arrays.copyOf(label, 2 * count);
            }
            high[count] = beginHigh;
            low[count] = beginLow;
            label[count++] = now;
        }

        /** Behind a prefix of so many bits another label counts. */
        void end(long prefixHigh, long prefixLow, int length, int now) {
            int bits = 128 - length;
            long endHigh = prefixHigh | (bits <= 64 ? 0 : bits == 128 ? -1 : (1L << bits - 64) - 1);
            long endLow = prefixLow | (bits >= 64 ? -1 : (1L << bits) - 1);
            long nextLow = endLow + 1;
            long nextHigh = endHigh + (nextLow == 0 ? 1 : 0);
            if (nextLow != 0 || nextHigh != 0) {
                begin(nextHigh, nextLow, now);
            }
        }

        AddressRanges ranges() {
            return new AddressRanges(
                    Arrays.copyOf(high, count), Arrays.copyOf(low, count), Arrays.copyOf(label, count));
        }
    }

    /** Walks prefixes in the order of their begins, the enclosing ones on a stack. */
    private static final class Sweep {
        private final Growing ranges = new Growing();
        private final Deque<Entry> enclosing = new ArrayDeque<>();

        void open(Entry entry) {
            while (!enclosing.isEmpty()
                    && !enclosing.peek().prefix().contains(entry.prefix().address())) {
                close();
            }
            enclosing.push(entry);
            Address begin = entry.prefix().address();
            ranges.begin(begin.high(), begin.low(), entry.label());
        }

        void closeAll() {
            while (!enclosing.isEmpty()) {
                close();
            }
        }

        /** Behind the innermost prefix the one around it goes on. */
        private void close() {
            Prefix gone = enclosing.pop().prefix();
            ranges.end(
                    gone.address().high(),
                    gone.address().low(),
                    gone.length(),
                    enclosing.isEmpty() ? NONE : enclosing.peek().label());
        }
    }
}
