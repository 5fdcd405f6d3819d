// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pcapng file: sections in either byte order, each with interfaces of their own. Source: draft-ietf-opsawg-pcapng.
 *
 * <p>Enhanced, simple and the obsolete packet blocks are frames; a simple one, which has no stamp, has that of the frame before.
 * Other blocks are passed over. Thread: confined to its user.
 */
final class PcapngReader implements FrameReader {
    static final int SECTION = 0x0a0d_0d0a;
    private static final int MAGIC = 0x1a2b_3c4d;
    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    /** Type, length, and the length once more at the end. */
    private static final int LEAST = 12;

    private static final int MOST_INTERFACES = 65_536;
    private static final long SECOND = 1_000_000_000;

    /** An interface of the section: unit is the ticks of a second as exponent of 10, or of 2 with the highest bit set. */
    private record Interface(int link, long snap, int unit, long offsetSeconds) {}

    private final CaptureBytes bytes;
    private final List<Interface> interfaces = new ArrayList<>();
    private boolean little;
    private long stamp;
    private int taken;

    PcapngReader(CaptureBytes bytes) {
        this.bytes = bytes;
    }

    @Override
    public boolean next(Frame frame) throws IOException {
        while (block()) {
            long start = bytes.position();
            int type = bytes.int32(0, little);
            int length = taken;
            boolean isFrame =
                    switch (type) {
                        case SECTION -> section();
                        case INTERFACE -> describe(start, length);
                        case ENHANCED_PACKET -> packet(frame, start, length, bytes.u32(8, little), 28);
                        case OLD_PACKET -> packet(frame, start, length, bytes.u16(8, little), 28);
                        case SIMPLE_PACKET -> simple(frame, start, length);
                        default -> false;
                    };
            if (isFrame) {
                return true;
            }
        }
        return false;
    }

    /** Comes to the next block, whole; false behind the last. */
    private boolean block() throws IOException {
        bytes.take(taken);
        taken = 0;
        long start = bytes.position();
        int head = bytes.peek(LEAST);
        if (head == 0) {
            return false;
        }
        if (head < LEAST) {
            throw Broken.cutShort(start, LEAST - head);
        }
        if (bytes.int32(0, false) == SECTION) {
            order(start);
        }
        long length = bytes.u32(4, little);
        if (length < LEAST || length % 4 != 0 || length > LONGEST) {
            throw Broken.damaged(start, "a block of " + length + " bytes");
        }
        int there = bytes.peek((int) length);
        if (there < length) {
            throw Broken.cutShort(start, length - there);
        }
        taken = (int) length;
        return true;
    }

    private void order(long start) throws Broken {
        little = bytes.int32(8, true) == MAGIC;
        if (!little && bytes.int32(8, false) != MAGIC) {
            throw Broken.damaged(start, "a section in no known byte order");
        }
    }

    private boolean section() {
        interfaces.clear();
        return false;
    }

    private boolean describe(long start, int length) throws Broken {
        if (length < 20 || interfaces.size() == MOST_INTERFACES) {
            throw Broken.damaged(start, "an interface description of " + length + " bytes");
        }
        int unit = 6;
        long offset = 0;
        int at = 16;
        while (at + 4 <= length - 4) {
            int code = bytes.u16(at, little);
            int size = bytes.u16(at + 2, little);
            if (code == 0 || at + 4 + size > length - 4) {
                break;
            }
            if (code == 9 && size >= 1) {
                unit = bytes.array()[bytes.at() + at + 4] & 0xff;
            } else if (code == 14 && size >= 8) {
                long first = bytes.u32(at + 4, little);
                long second = bytes.u32(at + 8, little);
                offset = little ? second << 32 | first : first << 32 | second;
            }
            at += 4 + (size + 3 & ~3);
        }
        interfaces.add(new Interface(bytes.u16(8, little), bytes.u32(12, little), unit, offset));
        return false;
    }

    private boolean packet(Frame frame, long start, int length, long number, int head) throws Broken {
        if (length < head + 4 || number >= interfaces.size()) {
            throw Broken.damaged(start, "a packet of interface " + number + " of " + interfaces.size());
        }
        Interface on = interfaces.get((int) number);
        long captured = bytes.u32(20, little);
        stamp = nanos(on, bytes.u32(12, little) << 32 | bytes.u32(16, little));
        return set(frame, start, on, head, captured, bytes.u32(24, little), length);
    }

    private boolean simple(Frame frame, long start, int length) throws Broken {
        if (length < 16 || interfaces.isEmpty()) {
            throw Broken.damaged(start, "a simple packet without an interface");
        }
        Interface on = interfaces.get(0);
        long wire = bytes.u32(8, little);
        long captured = Math.min(wire, on.snap() == 0 ? wire : on.snap());
        return set(frame, start, on, 12, captured, wire, length);
    }

    private boolean set(Frame frame, long start, Interface on, int head, long captured, long wire, int length)
            throws Broken {
        if (captured > length - head - 4) {
            throw Broken.damaged(start, "a packet of " + captured + " bytes in a block of " + length);
        }
        frame.nanos = stamp;
        frame.cut = wire > captured;
        frame.link = on.link();
        frame.bytes = bytes.array();
        frame.at = bytes.at() + head;
        frame.length = (int) captured;
        return true;
    }

    private static long nanos(Interface on, long ticks) {
        int exponent = on.unit() & 0x7f;
        double perSecond = (on.unit() & 0x80) == 0 ? Math.pow(10, exponent) : Math.pow(2, exponent);
        long whole;
        long nanos;
        if (perSecond <= SECOND) {
            long units = (long) perSecond;
            whole = Long.divideUnsigned(ticks, units);
            nanos = (long) (Long.remainderUnsigned(ticks, units) * (double) SECOND / units);
        } else {
            double seconds = (ticks >>> 1) * 2.0 / perSecond;
            whole = (long) seconds;
            nanos = (long) ((seconds - whole) * SECOND);
        }
        return (whole + on.offsetSeconds()) * SECOND + nanos;
    }
}
