// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClockTest {
    private static final long NOW = 1_767_225_600_000L;

    private final Clock clock = new Clock();

    @BeforeEach
    void firstReadingHasNothingToCompareWith() {
        assertThat(clock.advance(1_000_000, NOW, 0)).isEqualTo(Clock.NONE);
    }

    @Test
    void uptimeOfTheAgentCountsWhateverTheArrival() {
        assertThat(clock.advance(1_020_000, NOW + 1_700, 0)).isEqualTo(20);
        assertThat(clock.advance(1_040_000, NOW + 90_000, 0)).isEqualTo(20);
    }

    @Test
    void arrivalCountsWhereUptimeStandsStill() {
        assertThat(clock.advance(1_000_000, NOW + 20_000, 0)).isEqualTo(20);
    }

    @Test
    void arrivalCountsWhereUptimeJumps() {
        assertThat(clock.advance(500_000, NOW + 20_000, 0)).isEqualTo(20);
        assertThat(clock.advance(0xf000_0000L, NOW + 50_000, 0)).isEqualTo(30);
    }

    @Test
    void uptimeWrapsAfter49Days() {
        clock.advance(0xffff_ffffL - 4_999, NOW + 20_000, 0);
        assertThat(clock.advance(15_000, NOW + 40_000, 0)).isEqualTo(20);
    }

    @Test
    void readingJustAfterAnotherRepeatsItAndIsMeasuredFromNoFurther() {
        assertThat(clock.advance(1_000_000, NOW + 10, 0)).isEqualTo(Clock.REPEATED);
        assertThat(clock.advance(1_020_000, NOW + 20_000, 0)).isEqualTo(20);
    }

    @Test
    void restartBeginsAnew() {
        assertThat(clock.advance(1_020_000, NOW + 20_000, 1)).isEqualTo(Clock.NONE);
        assertThat(clock.advance(1_040_000, NOW + 40_000, 1)).isEqualTo(20);
    }

    @Test
    void readingAfterAnHourBeginsAnew() {
        assertThat(clock.advance(1_000_000 + 3_600_001, NOW + 3_600_001, 0)).isEqualTo(Clock.NONE);
    }

    @Test
    void silenceIsFourIntervalsButAMinuteAtLeast() {
        clock.advance(1_030_000, NOW + 30_000, 0);
        assertThat(clock.expired(NOW + 30_000 + 120_000)).isFalse();
        assertThat(clock.expired(NOW + 30_000 + 120_001)).isTrue();
        clock.advance(1_031_000, NOW + 31_000, 0);
        assertThat(clock.expired(NOW + 31_000 + 60_000)).isFalse();
        assertThat(clock.expired(NOW + 31_000 + 60_001)).isTrue();
    }

    @Test
    void singleReadingStaysTenMinutes() {
        assertThat(clock.expired(NOW + 600_000)).isFalse();
        assertThat(clock.expired(NOW + 600_001)).isTrue();
    }
}
