// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.util.Arrays;

/**
 * Numbers distinct hashes of 64 bits: those of the keys of a table's rows, say.
 *
 * <p>Open addressing in one array of words: half of a hash and the group's number. It is made to be used again: {@link #begin}
 * forgets all. Thread: confined to its user.
 */
final class GroupIndex {
    private static final long HALF = 0xffff_ffff_0000_0000L;
    /** Up to so many slots few groups are put far apart: most looks for what has no group then find an empty slot at once. */
    private static final int ROOMY = 1 << 15;

    private long[] slots = {};
    private int mask;
    /** Of each group its hash. */
    private long[] hashes = {};

    private int count;

    /** Starts over, for so many groups at most. */
    void begin(int most) {
        count = 0;
        int least = Integer.highestOneBit(Math.max(8, most)) * 4;
        int size = Math.max(least, Math.min(8 * least, ROOMY));
        mask = size - 1;
        if (slots.length < size) {
            slots = new long[size];
        } else {
            Arrays.fill(slots, 0, size, 0);
        }
        if (hashes.length < most) {
            hashes = new long[most];
        }
    }

    int count() {
        return count;
    }

    /** Reads what {@link #of} will: many of these in a row overlap their cache misses. */
    long touch(long code) {
        return slots[(int) code & mask];
    }

    /** The number of the group with a hash, from 0; a new one is {@link #count()} before the call. */
    int of(long code) {
        int slot = slot(code);
        if (slots[slot] != 0) {
            return (int) slots[slot] - 1;
        }
        slots[slot] = code & HALF | count + 1;
        hashes[count] = code;
        return count++;
    }

    /** The hash of a group. */
    long hash(int group) {
        return hashes[group];
    }

    /** The number of the group with a hash, or -1. */
    int find(long code) {
        return (int) slots[slot(code)] - 1;
    }

    /** The place of a group, or the free one where it belongs. */
    private int slot(long code) {
        int slot = (int) code & mask;
        for (long taken = slots[slot]; taken != 0; taken = slots[slot]) {
            if ((taken & HALF) == (code & HALF) && hashes[(int) taken - 1] == code) {
                break;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
