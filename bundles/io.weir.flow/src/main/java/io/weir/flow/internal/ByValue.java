// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.util.Arrays;

/**
 * The largest of many values in blocks, the largest first: each value of a block is larger than all of the blocks behind it,
 * within a block they are in no order.
 *
 * <p>A block is of values that have the exponent and four bits of the mantissa in common, so two passes do. What is not
 * positive is in the last. Thread: confined to its user.
 */
final class ByValue {
    private static final int BLOCKS = 1 << 15;
    private static final int SHIFT = 48;

    private final int[] ends = new int[BLOCKS];
    /** The indexes of the values, block by block. */
    int[] order = {};

    /** Orders as many whole blocks of the first {@code count} values as hold {@code most} at most, and returns how many these hold. */
    int sort(double[] values, int count, int most) {
        if (order.length < most) {
            order = new int[most];
        }
        Arrays.fill(ends, 0);
        for (int i = 0; i < count; i++) {
            ends[block(values[i])]++;
        }
        int sorted = 0;
        int blocks = 0;
        while (blocks < BLOCKS && sorted + ends[blocks] <= most) {
            int size = ends[blocks];
            ends[blocks++] = sorted;
            sorted += size;
        }
        for (int i = 0; i < count; i++) {
            int block = block(values[i]);
            if (block < blocks) {
                order[ends[block]++] = i;
            }
        }
        return sorted;
    }

    /** Behind the last value of the block that a value is in. */
    int end(double value) {
        return ends[block(value)];
    }

    private static int block(double value) {
        return value > 0 ? BLOCKS - 1 - (int) (Double.doubleToRawLongBits(value) >>> SHIFT) : BLOCKS - 1;
    }
}
