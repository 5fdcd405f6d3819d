// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

/** What all definitions want of the samples of a shard's batch. Thread: confined to the shard. */
final class SampleBatch {
    /** The data source's number. */
    final int[] sources = new int[FlowBatch.SIZE];

    /** When the datagram arrived: ms since 1970. */
    final long[] millis = new long[FlowBatch.SIZE];

    /** How many packets the sample stands for. */
    final long[] rates = new long[FlowBatch.SIZE];

    int count;
}
