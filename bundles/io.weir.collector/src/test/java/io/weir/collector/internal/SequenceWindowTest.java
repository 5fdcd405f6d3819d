// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import static io.weir.collector.internal.SequenceWindow.Outcome.DUPLICATE;
import static io.weir.collector.internal.SequenceWindow.Outcome.IN_ORDER;
import static io.weir.collector.internal.SequenceWindow.Outcome.LATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceWindowTest {
    private final SequenceWindow window = new SequenceWindow();
    private final SequenceTotals totals = new SequenceTotals();

    private SequenceWindow.Outcome accept(long number) {
        return totals.accept(window, number);
    }

    private void acceptAll(long... numbers) {
        for (long number : numbers) {
            accept(number);
        }
    }

    private void expect(long received, long lost, long duplicates, long outOfOrder) {
        assertThat(List.of(totals.received, totals.lost, totals.duplicates, totals.outOfOrder))
                .containsExactly(received, lost, duplicates, outOfOrder);
    }

    @Test
    void gapIsLost() {
        acceptAll(7, 8, 12);
        expect(3, 3, 0, 0);
    }

    @Test
    void lateOneIsLostNoMore() {
        acceptAll(1, 2, 4, 3, 5);
        expect(5, 0, 0, 1);
    }

    @Test
    void repeatedOneIsADuplicateEachTime() {
        assertThat(List.of(accept(5), accept(5), accept(6), accept(5)))
                .containsExactly(IN_ORDER, DUPLICATE, IN_ORDER, DUPLICATE);
        expect(4, 0, 2, 0);
    }

    @Test
    void oneFromBeforeTheFirstTakesNoLossBack() {
        assertThat(List.of(accept(10), accept(9), accept(11))).containsExactly(IN_ORDER, LATE, IN_ORDER);
        expect(3, 0, 0, 1);
    }

    @Test
    void numbersWrapAt32Bits() {
        acceptAll(0xffff_fffeL, 0xffff_ffffL, 1, 0);
        expect(4, 0, 0, 1);
    }

    @Test
    void strayCostsNoLoss() {
        acceptAll(100, 101, 3_000_000_000L, 102, 103);
        expect(5, 0, 0, 1);
    }

    @Test
    void greatJumpAheadIsLossOnceItGoesOn() {
        acceptAll(1, 10_001, 10_002, 10_003);
        assertThat(totals.lost).isEqualTo(9_999);
    }

    @Test
    void numberingThatStartsAnewIsNoLoss() {
        acceptAll(1_000_000);
        for (int i = 1; i <= 20; i++) {
            accept(i);
        }
        assertThat(totals.lost).isZero();
        assertThat(accept(21)).isEqualTo(IN_ORDER);
        assertThat(accept(23)).isEqualTo(IN_ORDER);
        assertThat(totals.lost).isEqualTo(1);
    }

    @Test
    void shuffledWithinTheWindowEverythingIsAccountedFor() {
        Random random = new Random(7);
        int sent = 10_000;
        int dropped = 0;
        int repeated = 0;
        List<Integer> block = new ArrayList<>();
        accept(0);
        for (int i = 1; i < sent; i++) {
            if (random.nextInt(20) == 0 && i < sent - 1) {
                dropped++;
            } else {
                block.add(i);
                if (random.nextInt(20) == 0) {
                    block.add(i);
                    repeated++;
                }
            }
            if (i % 16 == 0 || i == sent - 1) {
                Collections.shuffle(block, random);
                block.forEach(this::accept);
                block.clear();
            }
        }
        assertThat(totals.lost).isEqualTo(dropped);
        assertThat(totals.duplicates).isEqualTo(repeated);
        assertThat(totals.received).isEqualTo(sent - dropped + repeated);
    }
}
