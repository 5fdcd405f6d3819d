// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.io.IOException;

/**
 * A classic pcap file, in either byte order, with stamps in µs or ns. Source: draft-ietf-opsawg-pcap.
 *
 * <p>Thread: confined to its user.
 */
final class PcapReader implements FrameReader {
    static final int MICROSECONDS = 0xa1b2_c3d4;
    static final int NANOSECONDS = 0xa1b2_3c4d;
    private static final int HEAD = 24;
    private static final int RECORD = 16;
    private static final int LINK_MASK = 0xffff;

    private final CaptureBytes bytes;
    private final boolean little;
    private final long nanosPerFraction;
    private final int link;
    private int taken;

    /** Reads the head, whose magic number was seen. */
    PcapReader(CaptureBytes bytes, boolean little, boolean nanoseconds) throws IOException {
        this.bytes = bytes;
        this.little = little;
        nanosPerFraction = nanoseconds ? 1 : 1_000;
        int head = bytes.peek(HEAD);
        if (head < HEAD) {
            throw Broken.cutShort(0, HEAD - head);
        }
        link = bytes.int32(20, little) & LINK_MASK;
        bytes.take(HEAD);
    }

    @Override
    public boolean next(Frame frame) throws IOException {
        bytes.take(taken);
        taken = 0;
        long start = bytes.position();
        int head = bytes.peek(RECORD);
        if (head == 0) {
            return false;
        }
        if (head < RECORD) {
            throw Broken.cutShort(start, RECORD - head);
        }
        long length = bytes.u32(8, little);
        if (length > LONGEST) {
            throw Broken.damaged(start, "a record of " + length + " bytes");
        }
        int whole = RECORD + (int) length;
        int there = bytes.peek(whole);
        if (there < whole) {
            throw Broken.cutShort(start, whole - there);
        }
        frame.nanos = bytes.u32(0, little) * 1_000_000_000L + bytes.u32(4, little) * nanosPerFraction;
        frame.cut = bytes.u32(12, little) > length;
        frame.link = link;
        frame.bytes = bytes.array();
        frame.at = bytes.at() + RECORD;
        frame.length = (int) length;
        taken = whole;
        return true;
    }
}
