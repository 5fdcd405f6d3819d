// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/**
 * The datagrams of one sub-agent: their sequence, and when it started.
 *
 * <p>Thread: confined to the shard. An agent has started anew when its uptime falls by more than {@value #TOLERANCE} ms to
 * less than half, or by more than ten minutes: datagrams that are merely late fall less.
 */
final class SubAgent {
    static final long TOLERANCE = 10_000;
    private static final long MUCH = 600_000;
    private static final long NEAR_WRAP = 3_600_000;
    private static final long WRAP = 1L << 32;

    final long id;
    private final SequenceWindow window = new SequenceWindow();
    /** The uptimes that the last numbers came with, by number. */
    private final int[] uptimes = new int[SequenceWindow.WINDOW];

    private long uptime;
    private boolean heard;
    /** Rises when it starts anew, so that what follows its data sources' numbers starts anew too. */
    private int epoch;

    SubAgent(long id) {
        this.id = id;
    }

    /** Notes the uptime of a datagram; true when it tells of a new start. */
    boolean started(long now) {
        boolean anew = heard && fell(now);
        if (anew) {
            window.restart();
            epoch++;
        }
        if (anew || !heard || now > uptime || uptime - now > WRAP - NEAR_WRAP) {
            uptime = now;
        }
        heard = true;
        return anew;
    }

    private boolean fell(long now) {
        long by = uptime - now;
        boolean wrapped = uptime > WRAP - NEAR_WRAP && now < NEAR_WRAP;
        return by > TOLERANCE && !wrapped && (now < uptime / 2 || by > MUCH);
    }

    /** Takes in the number of a datagram. One that repeats a number with another uptime is no duplicate but merely odd. */
    SequenceWindow.Outcome accept(SequenceTotals totals, long sequence, long at) {
        int place = (int) sequence & SequenceWindow.WINDOW - 1;
        boolean same = uptimes[place] == (int) at;
        uptimes[place] = (int) at;
        SequenceWindow.Outcome outcome = totals.accept(window, sequence);
        if (outcome != SequenceWindow.Outcome.DUPLICATE || same) {
            return outcome;
        }
        totals.duplicates--;
        totals.outOfOrder++;
        return SequenceWindow.Outcome.LATE;
    }

    /** How the last number changed the count of lost datagrams. */
    long lost() {
        return window.lost();
    }

    long uptime() {
        return uptime;
    }

    int epoch() {
        return epoch;
    }
}
