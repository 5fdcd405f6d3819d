// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XdrCursorTest {
    private static final byte[] BYTES = new Xdr()
            .u32(0xffff_fffeL)
            .u64(-2)
            .u32(Float.floatToIntBits(1.5f))
            .u64(Double.doubleToLongBits(2.5))
            .bytes();

    @Test
    void numbersAreBigEndian() {
        XdrCursor cursor = new XdrCursor().wrap(BYTES, 0, BYTES.length);

        assertThat(cursor.u32()).isEqualTo(0xffff_fffeL);
        assertThat(cursor.u64()).isEqualTo(-2);
        assertThat(cursor.f32()).isEqualTo(1.5f);
        assertThat(cursor.f64()).isEqualTo(2.5);
        assertThat(cursor.remaining()).isZero();
        assertThat(cursor.overrun()).isFalse();
        assertThat(cursor.wrap(BYTES, 0, 4).int32()).isEqualTo(-2);
    }

    @Test
    void readingPastTheEndGivesZeroAndStaysOverrun() {
        XdrCursor cursor = new XdrCursor().wrap(BYTES, 0, 6);

        assertThat(cursor.u64()).isZero();
        assertThat(cursor.overrun()).isTrue();
        assertThat(cursor.int32()).isZero();
        assertThat(cursor.position()).isEqualTo(6);
        assertThat(cursor.wrap(BYTES, 0, 4).overrun()).isFalse();
    }

    @Test
    void opaqueMovesOverItsPadding() {
        XdrCursor cursor = new XdrCursor().wrap(new byte[12], 0, 12);

        assertThat(cursor.opaque(5)).isZero();
        assertThat(cursor.position()).isEqualTo(8);
        assertThat(cursor.opaque(4)).isEqualTo(8);
        assertThat(cursor.overrun()).isFalse();
    }

    @Test
    void missingPaddingAtTheEndIsNoOverrun() {
        XdrCursor cursor = new XdrCursor().wrap(new byte[7], 0, 7);

        assertThat(cursor.opaque(7)).isZero();
        assertThat(cursor.remaining()).isZero();
        assertThat(cursor.overrun()).isFalse();
    }

    @Test
    void sliceNeverReachesBeyondItsOuterCursor() {
        XdrCursor outer = new XdrCursor();
        XdrCursor inner = new XdrCursor();
        for (int length : new int[] {9, 13, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            outer.wrap(new byte[16], 4, 8).slice(length, inner);

            assertThat(outer.overrun()).isTrue();
            assertThat(inner.position()).isEqualTo(4);
            assertThat(inner.remaining()).isEqualTo(8);
        }
        outer.wrap(new byte[16], 4, 8).slice(5, inner);
        assertThat(inner.remaining()).isEqualTo(5);
        assertThat(outer.remaining()).isZero();
        assertThat(outer.overrun()).isFalse();
    }

    @Test
    void wrapIsCutDownToTheArray() {
        XdrCursor cursor = new XdrCursor();

        assertThat(cursor.wrap(BYTES, -5, 4).remaining()).isEqualTo(4);
        assertThat(cursor.wrap(BYTES, 20, 100).remaining()).isEqualTo(4);
        assertThat(cursor.wrap(BYTES, 100, 4).remaining()).isZero();
        assertThat(cursor.wrap(BYTES, 4, -1).remaining()).isZero();
    }
}
