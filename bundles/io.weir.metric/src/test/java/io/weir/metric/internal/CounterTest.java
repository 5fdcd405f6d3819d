// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CounterTest {
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final long WORD = 1L << 32;

    @Test
    void increaseIsTheDifference() {
        assertThat(Counter.increase32(5, 12, ANY)).isEqualTo(7);
        assertThat(Counter.increase64(5, 12, ANY)).isEqualTo(7);
    }

    @Test
    void wrapOf32BitsIsBelievedWithinTheBound() {
        assertThat(Counter.increase32(WORD - 10, 5, 100)).isEqualTo(15);
        assertThat(Counter.increase32(WORD - 10, 5, ANY)).isEqualTo(15);
    }

    @Test
    void stepBackBeyondTheBoundIsAReset() {
        assertThat(Counter.increase32(WORD - 10, 500, 100)).isEqualTo(Counter.RESET);
        assertThat(Counter.increase32(1_000_000, 5, ANY)).isEqualTo(Counter.RESET);
        assertThat(Counter.increase64(1_000_000, 5, ANY)).isEqualTo(Counter.RESET);
    }

    @Test
    void wrapMoreThanHalfWayRoundIsNotBelievedHoweverFastTheInterface() {
        assertThat(Counter.increase32(1_000, 0, 1e12)).isEqualTo(Counter.RESET);
    }

    @Test
    void wrapOf64BitsIsBelievedWithinTheBound() {
        assertThat(Counter.increase64(-10, 5, 100)).isEqualTo(15);
        assertThat(Counter.increase64(-10, 500, 100)).isEqualTo(Counter.RESET);
    }

    @Test
    void wideFieldFilledFromANarrowCounterWraps() {
        assertThat(Counter.increase64(WORD - 10, 5, 1_000_000)).isEqualTo(15);
        assertThat(Counter.increase64(WORD - 10, 5, ANY)).isEqualTo(Counter.RESET);
    }

    @Test
    void numbersBeyondTheSignAreLarge() {
        assertThat(Counter.unsigned(Long.MIN_VALUE)).isEqualTo(0x1p63);
        assertThat(Counter.increase64(Long.MAX_VALUE, Long.MIN_VALUE, ANY)).isEqualTo(1);
    }
}
