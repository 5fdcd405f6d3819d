// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/**
 * Follows sequence numbers: what was lost, what came twice, what came late.
 *
 * <p>The last {@value #WINDOW} numbers are remembered one by one, so that a late one takes back the loss it was counted as.
 * A jump of more than {@value #LEAP} ahead, or back beyond the window, is believed only when the following numbers go on
 * from there ({@value #AHEAD} of them ahead, {@value #BACK} back): one stray must not become a great loss. A jump ahead
 * of up to {@value #GAP} is then loss; any other means that the numbering has started anew, and nothing is known of loss.
 *
 * <p>Thread: confined to the shard. Numbers are of 32 bits and wrap.
 */
class SequenceWindow {
    /** What a number says of the thing that carries it. */
    enum Outcome {
        IN_ORDER,
        LATE,
        DUPLICATE
    }

    static final int WINDOW = 32;
    static final int LEAP = 4096;
    static final int GAP = 1 << 20;
    static final int AHEAD = 2;
    static final int BACK = 8;

    private boolean started;
    private int highest;
    /** Bit i is of number highest - i: whether it came, and whether it was counted as lost. */
    private int came;

    private int missed;
    /** Where a jump led to, the number that would go on from there, and how many have. */
    private int landing;

    private int expected;
    private int strays;
    private long lost;

    /** Forgets everything: the next number is the first. */
    final void restart() {
        started = false;
        strays = 0;
    }

    /** Takes a number in; {@link #lost()} then tells how the count of lost ones changes. */
    final Outcome accept(long sequence) {
        int number = (int) sequence;
        lost = 0;
        if (!started) {
            start(number);
            return Outcome.IN_ORDER;
        }
        int ahead = number - highest;
        if (ahead > 0 && ahead <= LEAP) {
            advance(ahead);
            return Outcome.IN_ORDER;
        }
        if (ahead <= 0 && ahead > -WINDOW) {
            return late(1 << -ahead);
        }
        return stray(number);
    }

    private void start(int number) {
        started = true;
        highest = number;
        came = 1;
        missed = 0;
        strays = 0;
    }

    private void advance(int ahead) {
        came = ahead < WINDOW ? came << ahead | 1 : 1;
        missed = ahead < WINDOW ? missed << ahead | (1 << ahead) - 2 : -2;
        highest += ahead;
        lost = ahead - 1L;
        strays = 0;
    }

    private Outcome late(int bit) {
        if ((came & bit) != 0) {
            return Outcome.DUPLICATE;
        }
        lost = (missed & bit) != 0 ? -1 : 0;
        came |= bit;
        missed &= ~bit;
        return Outcome.LATE;
    }

    private Outcome stray(int number) {
        int step = number - expected;
        if (strays == 0 || step < 0 || step >= WINDOW) {
            landing = number;
            strays = 0;
        }
        expected = number + 1;
        strays++;
        int jump = landing - highest;
        if (strays < (jump > 0 ? AHEAD : BACK)) {
            return Outcome.LATE;
        }
        long gap = jump > 0 && jump <= GAP ? jump - 1L + (number - landing) + 1 - strays : 0;
        start(number);
        lost = gap;
        return Outcome.IN_ORDER;
    }

    /** How the last number changes the count of lost ones; -1 when one that was counted as lost has come. */
    final long lost() {
        return lost;
    }
}
