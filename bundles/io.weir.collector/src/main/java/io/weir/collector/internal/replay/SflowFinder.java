// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import io.weir.api.net.Address;
import java.util.Optional;

/**
 * Finds the sFlow datagram in a frame, behind the headers of link, IP and UDP. Thread: confined to its reader.
 *
 * <p>A UDP datagram is one when its payload begins as sFlow version 5 does (sFlow version 5 §5): to whatever port it went.
 */
final class SflowFinder {
    private static final int UDP = 17;
    private static final int FRAGMENT_HEADER = 44;
    private static final int MOST_HEADERS = 8;
    private static final int UDP_HEAD = 8;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int LEAST = 28;
    private static final int LEAST_OF_SAMPLE = 8;

    private final CaptureCounts counts;
    private final Reassembly reassembly;

    SflowFinder(CaptureCounts counts) {
        this.counts = counts;
        this.reassembly = new Reassembly(counts);
    }

    /** The datagram of a frame, or the one that is whole with this fragment. */
    Optional<Captured> find(Frame frame) {
        counts.add(CaptureCounts.What.FRAMES);
        int ip = ip(frame);
        if (ip < 0) {
            counts.add(ip == -2 ? CaptureCounts.What.UNKNOWN_LINK : CaptureCounts.What.NOT_UDP);
            return Optional.empty();
        }
        return switch (frame.u8(ip) >> 4) {
            case 4 -> ipv4(frame, ip);
            case 6 -> ipv6(frame, ip);
            default -> notUdp();
        };
    }

    void end() {
        reassembly.end();
    }

    private Optional<Captured> notUdp() {
        counts.add(CaptureCounts.What.NOT_UDP);
        return Optional.empty();
    }

    private Optional<Captured> cut() {
        counts.add(CaptureCounts.What.CUT);
        return Optional.empty();
    }

    /** Where the IP header begins; -1 when there is none, -2 when the link layer is not known. */
    private static int ip(Frame frame) {
        return switch (frame.link) {
            case 0, 108 -> 4; // BSD loopback
            case 1 -> behind(frame, 12); // Ethernet
            case 12, 14, 101, 228, 229 -> 0; // raw IP
            case 113 -> behind(frame, 14); // Linux cooked
            case 276 -> frame.length < 20 ? -1 : cooked2(frame);
            default -> -2;
        };
    }

    private static int cooked2(Frame frame) {
        int type = frame.u16(0);
        return vlan(type) ? tags(frame, 20, frame.u16(22)) : type == IPV4 || type == IPV6 ? 20 : -1;
    }

    /** Behind the type at an offset, and the VLAN tags that it announces. */
    private static int behind(Frame frame, int at) {
        int type = frame.u16(at);
        return vlan(type) ? tags(frame, at + 2, frame.u16(at + 4)) : type == IPV4 || type == IPV6 ? at + 2 : -1;
    }

    /** Behind the tag at an offset, which announces a type, and those that follow. */
    private static int tags(Frame frame, int tag, int announced) {
        int at = tag + 4;
        int type = announced;
        while (vlan(type) && at < frame.length) {
            type = frame.u16(at + 2);
            at += 4;
        }
        return type == IPV4 || type == IPV6 ? at : -1;
    }

    private static boolean vlan(int type) {
        return type == 0x8100 || type == 0x88a8 || type == 0x9100;
    }

    private Optional<Captured> ipv4(Frame frame, int ip) {
        int head = (frame.u8(ip) & 0xf) * 4;
        if (frame.u8(ip + 9) != UDP || head < 20) {
            return notUdp();
        }
        int length = Math.max(0, frame.u16(ip + 2) - head);
        int at = ip + head;
        if (at + length > frame.length) {
            return cut();
        }
        Address source = Address.ipv4(frame.u32(ip + 12));
        int flags = frame.u16(ip + 6);
        if ((flags & 0x3fff) == 0) {
            return udp(frame, at, length, source);
        }
        return reassembly
                .take(
                        frame,
                        at,
                        length,
                        (flags & 0x1fff) * 8,
                        (flags & 0x2000) != 0,
                        new long[] {source.high(), source.low()},
                        new long[] {0, frame.u32(ip + 16)},
                        frame.u16(ip + 4))
                .flatMap(whole -> whole(frame, whole, source));
    }

    private Optional<Captured> ipv6(Frame frame, int ip) {
        int end = ip + 40 + frame.u16(ip + 4);
        int next = frame.u8(ip + 6);
        int at = ip + 40;
        Address source = new Address(frame.u64(ip + 8), frame.u64(ip + 16));
        if (end > frame.length) {
            return cut();
        }
        for (int headers = 0; headers < MOST_HEADERS; headers++) {
            if (next == UDP) {
                return udp(frame, at, end - at, source);
            }
            if (next == FRAGMENT_HEADER) {
                if (frame.u8(at) != UDP) {
                    return notUdp();
                }
                int place = frame.u16(at + 2);
                long id = 1L << 32 | frame.u32(at + 4);
                if ((place & 0xfff9) == 0) { // an atomic fragment is whole (RFC 6946)
                    return udp(frame, at + 8, end - at - 8, source);
                }
                return reassembly
                        .take(
                                frame,
                                at + 8,
                                end - at - 8,
                                place & 0xfff8,
                                (place & 1) != 0,
                                new long[] {source.high(), source.low()},
                                new long[] {frame.u64(ip + 24), frame.u64(ip + 32)},
                                id)
                        .flatMap(whole -> whole(frame, whole, source));
            }
            if (next != 0 && next != 43 && next != 60) { // hop-by-hop, routing, destination options
                return notUdp();
            }
            next = frame.u8(at);
            at += 8 + frame.u8(at + 1) * 8;
        }
        return notUdp();
    }

    private Optional<Captured> whole(Frame last, byte[] bytes, Address source) {
        Frame whole = new Frame();
        whole.bytes = bytes;
        whole.length = bytes.length;
        whole.nanos = last.nanos;
        return udp(whole, 0, bytes.length, source);
    }

    private Optional<Captured> udp(Frame frame, int udp, int room, Address source) {
        int length = frame.u16(udp + 4) - UDP_HEAD;
        int at = udp + UDP_HEAD;
        if (length < 0 || length > room - UDP_HEAD) {
            return cut();
        }
        if (!sflow(frame, at, length)) {
            counts.add(CaptureCounts.What.NOT_SFLOW);
            return Optional.empty();
        }
        counts.add(CaptureCounts.What.DATAGRAMS);
        byte[] payload = java.util.Arrays.copyOfRange(frame.bytes, frame.at + at, frame.at + at + length);
        return Optional.of(new Captured(frame.nanos, source, frame.u16(udp), frame.u16(udp + 2), payload));
    }

    private static boolean sflow(Frame frame, int at, int length) {
        if (length < LEAST || frame.u32(at) != 5) {
            return false;
        }
        long type = frame.u32(at + 4);
        int head = type == 1 ? LEAST : LEAST + 12;
        boolean address = type == 1 || type == 2 && length >= head;
        return address && frame.u32(at + head - 4) <= (length - head) / LEAST_OF_SAMPLE;
    }
}
