// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShardPausesTest {
    private static final long SECOND = 1_000_000_000L;

    private final ShardPauses pauses = new ShardPauses();

    @Test
    void tellsWhatShareOfTheTimesIsNotAboveUpToAQuarterTooMuch() {
        assertThat(pauses.micros(0.99)).isZero();
        for (int i = 0; i < 990; i++) {
            pauses.add(100_000, SECOND);
        }
        for (int i = 0; i < 10; i++) {
            pauses.add(7_000_000, SECOND);
        }
        assertThat(pauses.micros(0.99)).isBetween(100L, 126L);
        assertThat(pauses.micros(1)).isBetween(7_000L, 8_751L);
    }

    @Test
    void forgetsWhatIsOlderThanTwentySeconds() {
        pauses.add(500_000_000, 11 * SECOND);
        pauses.add(1_000, 22 * SECOND);
        assertThat(pauses.micros(1)).isGreaterThan(400_000);
        pauses.add(1_000, 33 * SECOND);
        assertThat(pauses.micros(1)).isBetween(1L, 3L);
    }

    @Test
    void timesWithoutMeasureAreHarmless() {
        pauses.add(0, SECOND);
        pauses.add(-5, SECOND);
        pauses.add(Long.MAX_VALUE, SECOND);
        assertThat(pauses.micros(0.5)).isPositive();
    }
}
