// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.shard.AgentBook.Sequenced;

/** Sums of what {@link SequenceWindow}s say, over all data sources of an agent. Thread: confined to the shard. */
final class SequenceTotals {
    int sources;
    long received;
    long lost;
    long duplicates;
    long outOfOrder;

    /** Takes in a number by the window that it belongs to. */
    SequenceWindow.Outcome accept(SequenceWindow window, long sequence) {
        SequenceWindow.Outcome outcome = window.accept(sequence);
        received++;
        lost += window.lost();
        switch (outcome) {
            case IN_ORDER -> {}
            case LATE -> outOfOrder++;
            case DUPLICATE -> duplicates++;
        }
        return outcome;
    }

    Sequenced book() {
        return new Sequenced(sources, received, lost, duplicates, outOfOrder);
    }
}
