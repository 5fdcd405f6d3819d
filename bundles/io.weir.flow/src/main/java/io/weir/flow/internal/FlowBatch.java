// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

/** The samples of a batch that count for one definition, to be added together. Thread: confined to the shard. */
final class FlowBatch {
    /** Samples in a batch, at most. */
    static final int SIZE = 64;

    /** Of each its place in the shard's batch. */
    final int[] samples = new int[SIZE];

    /** Where to look for its row, and the row it most likely is. */
    final long[] hashes = new long[SIZE];

    final int[] rows = new int[SIZE];
    final double[] weights = new double[SIZE];
    final long[] values;
    int count;

    FlowBatch(int valuesEach) {
        values = new long[SIZE * valuesEach];
    }
}
