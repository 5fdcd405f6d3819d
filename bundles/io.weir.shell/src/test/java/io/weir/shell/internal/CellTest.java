// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CellTest {
    @Test
    void amountsAreShort() {
        assertThat(Cell.si(0)).isEqualTo("0");
        assertThat(Cell.si(12.34)).isEqualTo("12.3");
        assertThat(Cell.si(999.4)).isEqualTo("999");
        assertThat(Cell.si(999.5)).isEqualTo("1.0k");
        assertThat(Cell.si(-1_234_567)).isEqualTo("-1.2M");
        assertThat(Cell.si(400e9)).isEqualTo("400G");
        assertThat(Cell.si(1e30)).isEqualTo("1000000000000E");
    }

    @Test
    void durationsHaveTwoUnits() {
        assertThat(Cell.duration(59_999).shown()).isEqualTo("59s");
        assertThat(Cell.duration(200_000).shown()).isEqualTo("3m20s");
        assertThat(Cell.duration(7_260_000).shown()).isEqualTo("2h1m");
        assertThat(Cell.duration(187_200_000).shown()).isEqualTo("2d4h");
    }

    @Test
    void unknownPercentageIsEmpty() {
        assertThat(Cell.percent(Double.NaN).shown()).isEmpty();
    }
}
