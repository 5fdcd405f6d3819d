// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/**
 * The sequence and the losses of one kind of sample of a data source. Thread: confined to the shard.
 *
 * <p>It is a window rather than has one, so that what a sample touches lies together.
 */
class SampleBook extends SequenceWindow {
    private boolean heard;
    private int epoch;
    private long received;
    private int drops;
    private boolean anew;
    private boolean ordered;

    /** Takes in a sample's number, starting anew when its sub-agent has. */
    final void accept(SequenceTotals totals, long sequence, int agentEpoch) {
        anew = !heard || epoch != agentEpoch;
        if (!heard) {
            heard = true;
            totals.sources++;
        }
        if (anew) {
            epoch = agentEpoch;
            restart();
        }
        ordered = totals.accept(this, sequence) == SequenceWindow.Outcome.IN_ORDER;
        received++;
    }

    /** Whether the last sample is the first since its sub-agent started. */
    final boolean anew() {
        return anew;
    }

    /** Whether the last sample followed the one before. */
    final boolean ordered() {
        return ordered;
    }

    /** Takes in the agent's running count of its own drops, and returns by how much it rose. */
    final long drops(long count) {
        int rise = anew ? 0 : (int) count - drops;
        if (ordered) {
            drops = (int) count;
        }
        return ordered ? Math.max(0, rise) : 0;
    }

    final boolean heard() {
        return heard;
    }

    final long received() {
        return received;
    }
}
