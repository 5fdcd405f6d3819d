// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.util.Arrays;

/**
 * Numbers the distinct keys among a table's rows, by their bytes, without printing them. Thread: confined to the shard.
 *
 * <p>Rows that differ in a second number that goes with the key (an agent) are told apart too.
 */
final class GroupIndex {
    private final FlowTable table;
    private final KeyHash hash = new KeyHash();
    private final int[] slots;
    private int[] rows;
    private long[] seconds;
    private int count;

    GroupIndex(FlowTable table, int most) {
        this.table = table;
        slots = new int[Integer.highestOneBit(Math.max(8, most)) * 4];
        rows = new int[Math.max(8, most)];
        seconds = new long[rows.length];
    }

    int count() {
        return count;
    }

    /** The first row of a group. */
    int row(int group) {
        return rows[group];
    }

    /** The number of a row's group, from 0; a new one is {@link #count()} before the call. */
    int of(int row, long second) {
        long code = hash.with(hash.ofWords(table.cells, row + table.shape.key(), table.keyLength(row) >> 3), second);
        int slot = (int) (code >>> 32) & slots.length - 1;
        while (slots[slot] != 0) {
            int group = slots[slot] - 1;
            if (seconds[group] == second && table.sameKey(rows[group], row)) {
                return group;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, 2 * count);
            seconds = Arrays.copyOf(seconds, 2 * count);
        }
        slots[slot] = count + 1;
        rows[count] = row;
        seconds[count] = second;
        return count++;
    }
}
