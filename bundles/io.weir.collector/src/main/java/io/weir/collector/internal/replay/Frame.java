// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

/**
 * A frame out of a capture. A flyweight: its bytes are valid until the next is read. Thread: confined to its reader.
 *
 * <p>Whatever is read behind its end is 0, so that no header needs to be asked for first.
 */
final class Frame {
    byte[] bytes = {};
    int at;
    int length;
    /** The link layer, a LINKTYPE of the pcap world. */
    int link;
    /** ns since 1970. */
    long nanos;
    /** Whether the capture holds less of it than was on the wire. */
    boolean cut;

    int u8(int offset) {
        return offset < 0 || offset >= length ? 0 : bytes[at + offset] & 0xff;
    }

    int u16(int offset) {
        return u8(offset) << 8 | u8(offset + 1);
    }

    long u32(int offset) {
        return (long) u16(offset) << 16 | u16(offset + 2);
    }

    long u64(int offset) {
        return u32(offset) << 32 | u32(offset + 4);
    }
}
