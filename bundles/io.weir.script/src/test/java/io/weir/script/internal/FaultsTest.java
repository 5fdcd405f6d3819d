// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Faults faults = new Faults(lines::add, clock::get);

    @Test
    void tenLinesASecondAreLoggedWhateverTheirTextsAndTheRestIsCounted() {
        for (int i = 0; i < 50; i++) {
            faults.report("A" + i);
        }
        assertThat(lines).hasSize(10).last().isEqualTo("A9");
        assertThat(faults.last()).isEqualTo("A49");
        assertThat(faults.count()).isEqualTo(50);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        faults.report("B");
        faults.report("C");
        assertThat(lines).hasSize(12).endsWith("B (40 faults more since the last line)", "C");
    }

    @Test
    void aFaultThatWasNotToldIsToldWhenThereIsRoomAgain() {
        for (int i = 0; i < 11; i++) {
            faults.report("A" + i);
        }
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        faults.report("A10");
        assertThat(lines).last().isEqualTo("A10 (1 faults more since the last line)");
    }

    @Test
    void oneThatComesAgainAndAgainIsToldOnceAMinute() {
        faults.report("A");
        clock.addAndGet(TimeUnit.SECONDS.toNanos(59));
        faults.report("A");
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        faults.report("A");
        assertThat(lines).containsExactly("A", "A (1 faults more since the last line)");
    }

    @Test
    void aLongTextIsShortened() {
        faults.report("z".repeat(3_000_000));
        assertThat(faults.last()).hasSize(2_000).endsWith("z…");
        assertThat(lines.get(0)).hasSize(2_000);
        assertThat(ScriptFailure.of("z".repeat(2_001)).getMessage()).hasSize(2_000);
        assertThat(ScriptFailure.of("z".repeat(2_000)).getMessage()).endsWith("zz");
    }
}
