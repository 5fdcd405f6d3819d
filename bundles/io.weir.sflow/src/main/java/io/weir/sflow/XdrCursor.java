// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

/**
 * A bounded reader of XDR.
 *
 * <p>It never throws and never allocates. Reading past the end gives 0 (or an empty slice), moves to the end and sets
 * {@link #overrun()}, which stays set until the next {@link #wrap}; so a decoder tests it once a record, not once a
 * field. A cursor over an inner structure is cut from the outer one with {@link #slice}, and can therefore never reach
 * beyond it, whatever lengths the wire claims.
 *
 * <p>Thread: confined to its user. Source: RFC 4506 (XDR); sFlow v5 §5.
 */
public final class XdrCursor {
    private byte[] array = new byte[0];
    private int position;
    private int limit;
    private boolean overrun;

    /** Starts over on {@code length} bytes at {@code offset}; both are cut down to the array. */
    public XdrCursor wrap(byte[] array, int offset, int length) {
        if (this.array != array) { // a collector's barrier makes storing a reference dear
            this.array = array;
        }
        this.position = Math.min(Math.max(offset, 0), array.length);
        this.limit = position + Math.min(Math.max(length, 0), array.length - position);
        this.overrun = false;
        return this;
    }

    /** Starts over on a view. */
    public XdrCursor wrap(ByteView view) {
        return wrap(view.array(), view.offset(), view.length());
    }

    /**
     * Points {@code body} at the next {@code length} bytes and moves over them and their padding. A length beyond what
     * is left (or negative) gives the body what is left and sets {@link #overrun()} here.
     */
    public XdrCursor slice(int length, XdrCursor body) {
        int start = position;
        int taken = take(length);
        body.wrap(array, start, taken);
        return body;
    }

    public int int32() {
        if (limit - position < 4) {
            return over();
        }
        int value = ByteView.int32(array, position);
        position += 4;
        return value;
    }

    public long u32() {
        return int32() & 0xffff_ffffL;
    }

    public long u64() {
        if (limit - position < 8) {
            return over();
        }
        long value = ByteView.u64(array, position);
        position += 8;
        return value;
    }

    public float f32() {
        return Float.intBitsToFloat(int32());
    }

    public double f64() {
        return Double.longBitsToDouble(u64());
    }

    /**
     * Moves over {@code length} bytes and their padding to a multiple of four, and returns where they begin in
     * {@link #array()}. When fewer are left this sets {@link #overrun()}; {@link #position()} tells where it stopped.
     */
    public int opaque(int length) {
        int start = position;
        take(length);
        return start;
    }

    /** Moves over {@code length} bytes and their padding; returns how many of the bytes were there. */
    private int take(int length) {
        int left = limit - position;
        if (length < 0 || length > left) {
            over();
            return left;
        }
        position = Math.min(limit, position + length + (-length & 3));
        return length;
    }

    private int over() {
        overrun = true;
        position = limit;
        return 0;
    }

    /** Whether anything was read that was not there since {@link #wrap}. */
    public boolean overrun() {
        return overrun;
    }

    public int remaining() {
        return limit - position;
    }

    /** The absolute index in {@link #array()} of the next byte. */
    public int position() {
        return position;
    }

    /** The absolute index in {@link #array()} behind the last byte. */
    public int limit() {
        return limit;
    }

    public byte[] array() {
        return array;
    }
}
