// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.util.Arrays;

/**
 * Numbers the distinct keys among a table's rows, by their bytes, without printing them.
 *
 * <p>Open addressing in one array of words: half of a key's hash and the group's number, so that keys are compared only where
 * the hashes are alike. It is made to be used again: {@link #begin} forgets all. Thread: confined to the shard.
 *
 * <p>Rows that differ in a second number that goes with the key (an agent) are told apart too.
 */
final class GroupIndex {
    private static final long HALF = 0xffff_ffff_0000_0000L;

    private final KeyHash hash = new KeyHash();
    private FlowTable table;
    private long[] slots = {};
    private int mask;
    /** Of each group its first row and its second number, side by side. */
    private int[] groups = {};

    private int count;

    /** Starts over, for so many rows of a table at most. */
    void begin(FlowTable of, int most) {
        table = of;
        count = 0;
        int size = Integer.highestOneBit(Math.max(8, most)) * 4;
        mask = size - 1;
        if (slots.length < size) {
            slots = new long[size];
        } else {
            Arrays.fill(slots, 0, size, 0);
        }
        if (groups.length < 2 * most) {
            groups = new int[2 * most];
        }
    }

    int count() {
        return count;
    }

    /** The hash of a row's key. */
    long hash(int row) {
        return hash.of(table.cells, row + table.shape.key(), table.keyLength(row));
    }

    /** Reads what {@link #of} will: many of these in a row overlap their cache misses. */
    long touch(long code) {
        return slots[(int) code & mask];
    }

    /** The number of a row's group, from 0; a new one is {@link #count()} before the call. */
    int of(int row, int second) {
        return of(hash.with(hash(row), second), row, second);
    }

    /** The same by a hash that goes with the row and the number. */
    int of(long code, int row, int second) {
        int slot = slot(code, row, second);
        if (slots[slot] == 0) {
            slots[slot] = code & HALF | count + 1;
            groups[2 * count] = row;
            groups[2 * count + 1] = second;
            return count++;
        }
        return (int) slots[slot] - 1;
    }

    /** The number of the group of a row that has this hash, or -1. */
    int find(long code, int row) {
        return (int) slots[slot(code, row, 0)] - 1;
    }

    /** The place of a group, or the free one where it belongs. */
    private int slot(long code, int row, int second) {
        int slot = (int) code & mask;
        for (long taken = slots[slot]; taken != 0; taken = slots[slot]) {
            int group = (int) taken - 1;
            if ((taken & HALF) == (code & HALF)
                    && groups[2 * group + 1] == second
                    && table.sameKey(groups[2 * group], row)) {
                break;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
