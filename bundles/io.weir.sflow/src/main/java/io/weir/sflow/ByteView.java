// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A part of a byte array, read in network byte order.
 *
 * <p>Thread: confined to its user. Indexes are relative to the view; the caller keeps them inside {@link #length()}.
 */
public final class ByteView {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] array = new byte[0];
    private int offset;
    private int length;

    /** Points this view at {@code length} bytes of {@code array}, and returns it. */
    public ByteView wrap(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
        return this;
    }

    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** The unsigned byte at an absolute index of an array. */
    public static int u8(byte[] array, int index) {
        return array[index] & 0xff;
    }

    /** The unsigned 16-bit number at an absolute index of an array. */
    public static int u16(byte[] array, int index) {
        return (short) SHORT.get(array, index) & 0xffff;
    }

    /** The signed 32-bit number at an absolute index of an array. */
    public static int int32(byte[] array, int index) {
        return (int) INT.get(array, index);
    }

    /** The unsigned 32-bit number at an absolute index of an array. */
    public static long u32(byte[] array, int index) {
        return (int) INT.get(array, index) & 0xffff_ffffL;
    }

    /** The 64-bit number at an absolute index of an array. */
    public static long u64(byte[] array, int index) {
        return (long) LONG.get(array, index);
    }
}
