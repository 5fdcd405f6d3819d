// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.util.Arrays;

/** The samples of a batch that count for one definition: keys, hashes and numbers, to be added together. */
final class FlowBatch {
    /** Samples in a batch, at most. */
    static final int SIZE = 64;

    /** Room behind the last key, so that a key may be written before it is known to be too long. */
    private static final int MARGIN = 64;

    final long[] hashes = new long[SIZE];
    final int[] sources = new int[SIZE];
    final int[] offsets = new int[SIZE];
    final int[] lengths = new int[SIZE];
    final int[] rows = new int[SIZE];
    final long[] millis = new long[SIZE];
    final long[] rates = new long[SIZE];
    final double[] weights = new double[SIZE];
    final long[] values;
    byte[] keys = new byte[SIZE * 32 + MARGIN];
    int count;

    FlowBatch(int valuesEach) {
        values = new long[SIZE * valuesEach];
    }

    /** Where the next key begins. */
    int next() {
        return count == 0 ? 0 : offsets[count - 1] + lengths[count - 1];
    }

    /** Makes room for so many bytes at a place. */
    byte[] room(int at, int bytes) {
        if (at + bytes + MARGIN > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(2 * keys.length, at + bytes + MARGIN));
        }
        return keys;
    }
}
