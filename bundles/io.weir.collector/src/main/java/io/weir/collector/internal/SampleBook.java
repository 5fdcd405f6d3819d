// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/** The sequence and the losses of one kind of sample of a data source. Thread: confined to the shard. */
final class SampleBook {
    private final SequenceWindow window = new SequenceWindow();
    private boolean heard;
    private int epoch;
    private long received;
    private int drops;
    private boolean anew;
    private boolean ordered;

    /** Takes in a sample's number, starting anew when its sub-agent has. */
    void accept(SequenceTotals totals, long sequence, int agentEpoch) {
        anew = !heard || epoch != agentEpoch;
        if (!heard) {
            heard = true;
            totals.sources++;
        }
        if (anew) {
            epoch = agentEpoch;
            window.restart();
        }
        ordered = totals.accept(window, sequence) == SequenceWindow.Outcome.IN_ORDER;
        received++;
    }

    /** Whether the last sample is the first since its sub-agent started. */
    boolean anew() {
        return anew;
    }

    /** Whether the last sample followed the one before. */
    boolean ordered() {
        return ordered;
    }

    /** Takes in the agent's running count of its own drops, and returns by how much it rose. */
    long drops(long count) {
        int rise = anew ? 0 : (int) count - drops;
        if (ordered) {
            drops = (int) count;
        }
        return ordered ? Math.max(0, rise) : 0;
    }

    boolean heard() {
        return heard;
    }

    long received() {
        return received;
    }
}
