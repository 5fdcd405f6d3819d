// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowsTest {
    /** In the year 2099. */
    private static final long LATE = 4_100_000_000_000L;

    private final Rows rows = new Rows(new RowShape(true, 0), 2, 1);

    private void begin(int source, double overcount) {
        rows.begin(1, -5, source, new long[] {42}, 0, 1, overcount);
    }

    @Test
    void dataSourceAndTimeDoNotTouchEachOther() {
        for (int source : new int[] {1, Rows.MOST_SOURCES / 2 - 1, Rows.MOST_SOURCES / 2, Rows.MOST_SOURCES - 1}) {
            begin(source, 0);
            for (long millis : new long[] {0, 1_700_000_000_000L, LATE, LATE - 1}) {
                rows.add(1, 1, millis);
                assertThat(rows.source(1)).isEqualTo(source);
            }
            assertThat(rows.last(1)).isEqualTo(LATE);
            assertThat(rows.is(1, -5, source)).isTrue();
            assertThat(rows.is(1, -5, source - 1)).isFalse();
        }
    }

    @Test
    void rowThatEndedIsNobodysAndTheNextBeginsAnew() {
        begin(3, 0);
        rows.add(1, 2, LATE);
        rows.details[rows.details(1) + RowShape.FIRST] = 9;
        rows.end(1);
        assertThat(rows.is(1, -5, 3)).isFalse();
        begin(4, 10);
        assertThat(rows.add(1, 2, 5)).isEqualTo(12);
        assertThat(rows.squares(1)).isEqualTo(4);
        assertThat(rows.overcount(1)).isEqualTo(10);
        assertThat(rows.last(1)).isEqualTo(5);
        assertThat(rows.details[rows.details(1) + RowShape.FIRST]).isZero();
    }
}
