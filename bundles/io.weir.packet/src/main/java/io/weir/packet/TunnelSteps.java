// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Bytes.u16;

/** The steps over the headers of tunnels. Thread: any. */
final class TunnelSteps {
    private static final int ERSPAN_II = 0x88be;
    private static final int ERSPAN_III = 0x22eb;

    private static final int GRE_CHECKSUM = 0x8000;
    private static final int GRE_ROUTING = 0x4000;
    private static final int GRE_KEY = 0x2000;
    private static final int GRE_SEQUENCE = 0x1000;
    private static final int GRE_ACKNOWLEDGE = 0x0080;

    private TunnelSteps() {}

    static Protocol gre(PacketView p) {
        int flags = u16(p.bytes, p.at);
        int type = u16(p.bytes, p.at + 2);
        int version = flags & 7;
        if (version > 1 || (flags & GRE_ROUTING) != 0) {
            return p.malformed();
        }
        int length = 4
                + ((flags & GRE_CHECKSUM) != 0 ? 4 : 0)
                + ((flags & GRE_KEY) != 0 ? 4 : 0)
                + ((flags & GRE_SEQUENCE) != 0 ? 4 : 0)
                + (version == 1 && (flags & GRE_ACKNOWLEDGE) != 0 ? 4 : 0);
        boolean cut = p.end - p.at < length;
        p.push(Protocol.GRE, length, type);
        if (cut) {
            return p.tooShort();
        }
        return switch (type) {
            case ERSPAN_II -> (flags & GRE_SEQUENCE) != 0 ? Protocol.ERSPAN : Protocol.ETH; // type I has no header
            case ERSPAN_III -> Protocol.ERSPAN;
            default -> LinkSteps.byType(type);
        };
    }

    /** Type II has version 1, type III version 2. Source: draft-foschiano-erspan. */
    static Protocol erspan(PacketView p) {
        int version = p.u8(p.at) >>> 4;
        if (version == 1) {
            p.push(Protocol.ERSPAN, 8, LinkSteps.BRIDGED);
            return Protocol.ETH;
        }
        if (version != 2) {
            return p.malformed();
        }
        if (p.end - p.at < 12) {
            return p.tooShort();
        }
        int flags = u16(p.bytes, p.at + 10);
        boolean ip = (flags >>> 10 & 0x1f) == 2; // the frame type: 0 Ethernet, 2 IP
        p.push(Protocol.ERSPAN, (flags & 1) != 0 ? 20 : 12, ip ? -1 : LinkSteps.BRIDGED);
        return ip ? NetworkSteps.byVersion(p) : Protocol.ETH;
    }

    static Protocol nsh(PacketView p) {
        int length = (p.u8(p.at + 1) & 0x3f) * 4;
        if (length < 8) {
            return p.malformed();
        }
        int next = p.u8(p.at + 3);
        boolean cut = p.end - p.at < length;
        p.push(Protocol.NSH, length, next);
        return cut ? p.tooShort() : byNextProtocol(next);
    }

    /** The next protocol of NSH and VXLAN-GPE. Source: RFC 8300 §2.2; draft-ietf-nvo3-vxlan-gpe §3.2. */
    private static Protocol byNextProtocol(int next) {
        return switch (next) {
            case 1 -> Protocol.IP;
            case 2 -> Protocol.IP6;
            case 3 -> Protocol.ETH;
            case 4 -> Protocol.NSH;
            case 5 -> Protocol.MPLS;
            default -> null;
        };
    }

    static Protocol vxlan(PacketView p) {
        int flags = p.u8(p.at);
        if ((flags & 0x08) == 0) {
            return p.malformed(); // no valid network identifier
        }
        boolean generic = (flags & 0x04) != 0 && u16(p.bytes, p.at - 6) == 4790;
        int next = generic ? p.u8(p.at + 3) : 3;
        p.push(Protocol.VXLAN, 8, next);
        return byNextProtocol(next);
    }

    static Protocol geneve(PacketView p) {
        int head = p.u8(p.at);
        if (head >>> 6 != 0) {
            return p.malformed();
        }
        int length = 8 + (head & 0x3f) * 4;
        int type = u16(p.bytes, p.at + 2);
        boolean cut = p.end - p.at < length;
        p.push(Protocol.GENEVE, length, type);
        return cut ? p.tooShort() : LinkSteps.byType(type);
    }

    static Protocol gtp(PacketView p) {
        int flags = p.u8(p.at);
        boolean version1 = flags >>> 5 == 1 && (flags & 0x10) != 0;
        if (!version1) {
            return p.malformed();
        }
        int message = p.u8(p.at + 1);
        int length = u16(p.bytes, p.at + 2);
        p.end = Math.min(p.end, p.at + 8 + length);
        int header = (flags & 7) == 0 ? 8 : gtpExtended(p, (flags & 4) != 0);
        if (header < 0) {
            p.push(Protocol.GTP, 8, message);
            return p.tooShort();
        }
        p.push(Protocol.GTP, header, message);
        return message == 255 ? NetworkSteps.byVersion(p) : null;
    }

    /** The length of a header with sequence number and extension headers; -1 if it was cut off. */
    private static int gtpExtended(PacketView p, boolean extended) {
        int to = p.at + 12;
        if (to > p.end) {
            return -1;
        }
        while (extended && p.u8(to - 1) != 0) {
            int length = to < p.end ? p.u8(to) * 4 : 0;
            if (length == 0 || length > p.end - to) {
                return -1;
            }
            to += length;
        }
        return to - p.at;
    }
}
