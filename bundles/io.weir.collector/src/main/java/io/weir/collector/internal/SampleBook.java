// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/** The sequence and the losses of one kind of sample of a data source. Thread: confined to the shard. */
final class SampleBook {
    private final SequenceWindow window = new SequenceWindow();
    private boolean heard;
    private int epoch;
    private long received;
    private boolean dropsKnown;
    private int drops;
    private boolean fresh;

    /** Takes in a sample's number, starting anew when its sub-agent has. */
    void accept(SequenceTotals totals, long sequence, int agentEpoch) {
        fresh = !heard || epoch != agentEpoch;
        if (!heard) {
            heard = true;
            totals.sources++;
        }
        if (fresh) {
            epoch = agentEpoch;
            window.restart();
            dropsKnown = false;
        }
        fresh |= totals.accept(window, sequence) != SequenceWindow.Outcome.IN_ORDER;
        received++;
    }

    /** Whether the last sample cannot be compared with the one before: it is the first, or out of order. */
    boolean fresh() {
        return fresh;
    }

    /** Takes in the agent's running count of its own drops, and returns by how much it rose. */
    long drops(long count) {
        long rise = dropsKnown ? (int) count - drops : 0;
        if (!dropsKnown || rise > 0 || !fresh) {
            drops = (int) count;
            dropsKnown = true;
        }
        return Math.max(0, rise);
    }

    boolean heard() {
        return heard;
    }

    long received() {
        return received;
    }
}
