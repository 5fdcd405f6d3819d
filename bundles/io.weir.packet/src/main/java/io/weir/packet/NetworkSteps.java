// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Bytes.u16;

/** The steps of the network layer. Thread: any. */
final class NetworkSteps {
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int NO_NEXT = 59;
    private static final int DESTINATION = 60;
    private static final int MOBILITY = 135;
    private static final int HIP = 139;
    private static final int SHIM6 = 140;

    private NetworkSteps() {}

    /** IPv4 or IPv6, as the first four bits say. */
    static Protocol byVersion(PacketView p) {
        if (p.at == p.end) {
            return p.tooShort();
        }
        return switch (p.u8(p.at) >>> 4) {
            case 4 -> Protocol.IP;
            case 6 -> Protocol.IP6;
            default -> null;
        };
    }

    static Protocol ip(PacketView p) {
        int at = p.at;
        int head = p.u8(at);
        int header = (head & 15) * 4;
        int total = u16(p.bytes, at + 2);
        boolean offloaded = total == 0; // a segment larger than 64 KB that the sender's card was to cut up
        if (head >>> 4 != 4 || header < 20 || (total < header && !offloaded)) {
            return p.malformed();
        }
        if (!offloaded) {
            p.end = Math.min(p.end, at + total);
        }
        int protocol = p.u8(at + 9);
        boolean cut = p.end - at < header;
        p.push(Protocol.IP, header, protocol);
        if ((u16(p.bytes, at + 6) & 0x1fff) != 0) {
            return null; // a later fragment
        }
        return cut ? p.tooShort() : byProtocol(protocol);
    }

    static Protocol ip6(PacketView p) {
        int at = p.at;
        if (p.u8(at) >>> 4 != 6) {
            return p.malformed();
        }
        int payload = u16(p.bytes, at + 4);
        if (payload != 0) { // 0 in jumbograms and offloaded segments
            p.end = Math.min(p.end, at + 40 + payload);
        }
        int next = p.u8(at + 6);
        if (!extension(next)) {
            p.push(Protocol.IP6, 40, next);
            p.extensions(p.layers - 1, -1, -1);
            return byProtocol(next);
        }
        return extended(p, next);
    }

    /** An IPv6 header whose next header {@code announced} is an extension. Source: RFC 8200 §4. */
    private static Protocol extended(PacketView p, int announced) {
        int next = announced;
        int to = p.at + 40;
        int fragment = -1;
        int routing = -1;
        boolean later = false;
        int left = PacketView.MAX_LAYERS;
        while (!later && left > 0 && extension(next) && p.end - to >= 8) {
            int length = next == FRAGMENT ? 8 : 8 + p.u8(to + 1) * 8;
            if (next == FRAGMENT) {
                fragment = to;
                later = (u16(p.bytes, to + 2) & 0xfff8) != 0;
            } else if (next == ROUTING) {
                routing = to;
            }
            next = p.u8(to);
            to += length;
            left--;
        }
        boolean cut = to > p.end;
        p.push(Protocol.IP6, to - p.at, next);
        p.extensions(p.layers - 1, fragment, routing);
        if (later) {
            return null;
        }
        if (cut || (extension(next) && left > 0)) {
            return p.tooShort();
        }
        return extension(next) ? p.tooDeep() : byProtocol(next);
    }

    private static boolean extension(int next) {
        return switch (next) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION, MOBILITY, HIP, SHIM6 -> true;
            default -> false;
        };
    }

    /** Whether an IPv6 header plausibly names this as what follows. */
    static boolean known(int next) {
        return next == NO_NEXT || extension(next) || byProtocol(next) != null;
    }

    /** What an IP protocol number announces; null when unknown. Source: IANA, assigned internet protocol numbers. */
    static Protocol byProtocol(int protocol) {
        return switch (protocol) {
            case 1 -> Protocol.ICMP;
            case 2 -> Protocol.IGMP;
            case 4 -> Protocol.IP;
            case 6 -> Protocol.TCP;
            case 17 -> Protocol.UDP;
            case 41 -> Protocol.IP6;
            case 47 -> Protocol.GRE;
            case 50 -> Protocol.ESP;
            case 51 -> Protocol.AH;
            case 58 -> Protocol.ICMP6;
            case 132 -> Protocol.SCTP;
            case 137 -> Protocol.MPLS;
            case 143 -> Protocol.ETH;
            default -> null;
        };
    }

    static Protocol authentication(PacketView p) {
        int next = p.u8(p.at);
        int length = (p.u8(p.at + 1) + 2) * 4;
        if (length < 12) {
            return p.malformed();
        }
        boolean cut = p.end - p.at < length;
        p.push(Protocol.AH, length, next);
        return cut ? p.tooShort() : byProtocol(next);
    }

    static Protocol arp(PacketView p) {
        boolean ethernetAndIp = u16(p.bytes, p.at + 4) == 0x0604;
        if (!ethernetAndIp) {
            return p.malformed();
        }
        p.push(Protocol.ARP, 28, -1);
        return null;
    }
}
