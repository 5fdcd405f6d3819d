// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a table keeps of its flows, by their places.
 *
 * <p>One array has what every sample of a flow touches, four words a row, so that two rows share a cache line: the hash of
 * the flow's key, its sums, and its data source with the time of its last sample. Another has the details, as {@link
 * RowShape} says, with the key's bytes at the end. A flow is known by its data source and the 64 bits of its hash: its key is
 * written once and read when it is asked for, never compared.
 *
 * <p>Thread: confined to the shard.
 */
final class Rows {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int WORDS = 4;
    /** Words before the first row, so that no row lies in two cache lines. */
    private static final int LEAD = 6;

    private static final int HASH = LEAD;
    /** S, the decayed sum of weights, as of the landmark. */
    private static final int SUM = LEAD + 1;
    /** Q, the decayed sum of squared weights, as of the landmark. */
    private static final int SQUARES = LEAD + 2;
    /** The data source's number, and when a sample last counted, ms since 1970 (until 2109). */
    private static final int LAST = LEAD + 3;

    private static final int MILLIS_BITS = 42;
    private static final long MILLIS = (1L << MILLIS_BITS) - 1;

    /** Data sources have numbers below this. */
    static final int MOST_SOURCES = 1 << 64 - MILLIS_BITS;

    final RowShape shape;
    /** Room for a key. */
    final int keyWords;

    private final int detailWords;
    private final long[] sums;
    /** The details of all rows, where {@link #details(int)} says. */
    final long[] details;

    /** Room for so many rows, and that many words of each key; {@link #fit} must have said so. */
    Rows(RowShape shape, int places, int keyWords) {
        this.shape = shape;
        this.keyWords = keyWords;
        detailWords = shape.key() + keyWords;
        sums = new long[LEAD + WORDS * places];
        details = new long[detailWords * places];
    }

    /** The bytes that rows take. */
    static long bytes(RowShape shape, int places, int keyWords) {
        return 8 * (LEAD + (long) places * (WORDS + shape.key() + keyWords));
    }

    /** Whether arrays can be that long. */
    static boolean fit(RowShape shape, int places, int keyWords) {
        long most = Math.max(WORDS, shape.key() + keyWords);
        return LEAD + most * places < Integer.MAX_VALUE - 8;
    }

    /** A new flow, its sums 0 but for what it takes over. */
    void begin(int row, long keyHash, int source, long[] key, int offset, int length, double overcount) {
        int sum = WORDS * row;
        sums[HASH + sum] = keyHash;
        sums[SUM + sum] = Double.doubleToRawLongBits(overcount);
        sums[SQUARES + sum] = 0;
        sums[LAST + sum] = (long) source << MILLIS_BITS;
        int detail = details(row);
        Arrays.fill(details, detail, detail + detailWords, 0);
        details[detail + RowShape.OVERCOUNT] = Double.doubleToRawLongBits(overcount);
        System.arraycopy(key, offset, details, detail + shape.key(), length);
    }

    /** Ends a flow, so that whoever found it before sees that it is another's: no flow has source 0. */
    void end(int row) {
        sums[LAST + WORDS * row] = 0;
    }

    /** Copies a row of others of the same shape, whose keys have no more room than these. */
    void copy(int row, Rows from, int other) {
        System.arraycopy(from.sums, LEAD + WORDS * other, sums, LEAD + WORDS * row, WORDS);
        System.arraycopy(from.details, from.details(other), details, details(row), from.detailWords);
    }

    /**
     * Reads the first rows of a list, at both ends, and does nothing else: so that as many cache misses as a processor can take
     * overlap. Negative ones stand for none.
     */
    long touch(int[] list, int count) {
        long touched = 0;
        for (int i = 0; i < count; i++) {
            int row = WORDS * Math.max(0, list[i]);
            touched ^= sums[HASH + row] ^ sums[LAST + row];
        }
        return touched;
    }

    boolean is(int row, long keyHash, int source) {
        return sums[HASH + WORDS * row] == keyHash && source(row) == source;
    }

    /** Adds a sample's weight, scaled as the sums are, and returns the new sum. */
    double add(int row, double weight, long millis) {
        int at = WORDS * row;
        double sum = Double.longBitsToDouble(sums[SUM + at]) + weight;
        sums[SUM + at] = Double.doubleToRawLongBits(sum);
        sums[SQUARES + at] = Double.doubleToRawLongBits(Double.longBitsToDouble(sums[SQUARES + at]) + weight * weight);
        long last = sums[LAST + at];
        sums[LAST + at] = Math.max(last, last & ~MILLIS | millis & MILLIS);
        return sum;
    }

    long keyHash(int row) {
        return sums[HASH + WORDS * row];
    }

    double sum(int row) {
        return Double.longBitsToDouble(sums[SUM + WORDS * row]);
    }

    double squares(int row) {
        return Double.longBitsToDouble(sums[SQUARES + WORDS * row]);
    }

    /** When a sample last counted, ms since 1970. */
    long last(int row) {
        return sums[LAST + WORDS * row] & MILLIS;
    }

    int source(int row) {
        return (int) (sums[LAST + WORDS * row] >>> MILLIS_BITS);
    }

    /** How much of the sum may be of flows that were pushed out. */
    double overcount(int row) {
        return get(details(row) + RowShape.OVERCOUNT);
    }

    /** Multiplies the sums; further values are their user's. */
    void rescale(int row, double by) {
        int at = WORDS * row;
        sums[SUM + at] = Double.doubleToRawLongBits(sum(row) * by);
        sums[SQUARES + at] = Double.doubleToRawLongBits(squares(row) * by * by);
        set(details(row) + RowShape.OVERCOUNT, overcount(row) * by);
    }

    /** Where the details of a row begin. */
    int details(int row) {
        return row * detailWords;
    }

    /** A detail that is a number. */
    double get(int detail) {
        return Double.longBitsToDouble(details[detail]);
    }

    void set(int detail, double value) {
        details[detail] = Double.doubleToRawLongBits(value);
    }

    void add(int detail, double value) {
        set(detail, get(detail) + value);
    }

    /** Copies a key's bytes, and the zeros behind them up to the room for one, and returns how many there are. */
    int key(int row, byte[] out) {
        int at = details(row) + shape.key();
        for (int i = 0; i < keyWords; i++) {
            LONG.set(out, 8 * i, details[at + i]);
        }
        return 8 * keyWords;
    }
}
