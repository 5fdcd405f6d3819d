// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Bytes.int32;
import static io.weir.packet.Bytes.u16;

/** The steps of the link layer, and the header protocols of sFlow. Thread: any. */
final class LinkSteps {
    /** Below it the field is a length. Source: IEEE 802.3 §3.2.6. */
    static final int FIRST_ETHERTYPE = 0x600;

    /** Ethernet carried as payload: the EtherType "transparent Ethernet bridging". */
    static final int BRIDGED = 0x6558;

    private static final int LONGEST_802_3 = 1500;

    private LinkSteps() {}

    /** What a header of a {@code header_protocol} starts with. Source: sFlow v5 §5. */
    static Protocol start(int headerProtocol, PacketView p) {
        return switch (headerProtocol) {
            case PacketView.ETHERNET -> Protocol.ETH;
            case 3 -> tokenRing(p);
            case 4 -> skip(p, 13, Protocol.LLC); // FDDI: frame control, addresses
            case 5 -> Protocol.FR;
            case 7, 14 -> Protocol.PPP;
            case 9 -> Protocol.LLC; // AAL5
            case 10 -> NetworkSteps.byVersion(p); // IP straight over AAL5
            case 11 -> Protocol.IP;
            case 12 -> Protocol.IP6;
            case 13 -> Protocol.MPLS;
            case 15 -> Protocol.WLAN;
            case 16 -> skip(p, 4, Protocol.WLAN); // A-MPDU: a delimiter before each frame
            case 17 -> Protocol.ETH; // A-MSDU subframe: addresses and length, as in 802.3
            case 18 -> Protocol.LRH;
            default -> null;
        };
    }

    private static Protocol skip(PacketView p, int length, Protocol next) {
        if (p.end - p.at < length) {
            return p.tooShort();
        }
        p.at += length;
        return next;
    }

    private static Protocol tokenRing(PacketView p) {
        if (p.end - p.at < 16) {
            return p.tooShort();
        }
        boolean routed = (p.bytes[p.at + 8] & 0x80) != 0;
        return skip(p, routed ? 14 + (p.bytes[p.at + 14] & 0x1f) : 14, Protocol.LLC);
    }

    static Protocol ethernet(PacketView p) {
        int type = u16(p.bytes, p.at + 12);
        p.push(Protocol.ETH, 14, type);
        return type == 0x0800 ? Protocol.IP : byTypeOrLength(type, p);
    }

    static Protocol vlan(PacketView p) {
        int type = u16(p.bytes, p.at + 2);
        p.push(Protocol.VLAN, 4, type);
        return byTypeOrLength(type, p);
    }

    static Protocol backbone(PacketView p) {
        p.push(Protocol.PBB, 4, -1);
        return Protocol.ETH;
    }

    private static Protocol byTypeOrLength(int type, PacketView p) {
        if (type >= FIRST_ETHERTYPE) {
            return byType(type);
        }
        if (type > LONGEST_802_3) {
            return p.malformed();
        }
        p.end = Math.min(p.end, p.at + type);
        return Protocol.LLC;
    }

    /** What an EtherType announces; null when unknown. */
    static Protocol byType(int type) {
        return switch (type) {
            case 0x0800 -> Protocol.IP;
            case 0x86dd -> Protocol.IP6;
            case 0x8100, 0x88a8, 0x9100, 0x9200, 0x9300 -> Protocol.VLAN;
            case 0x88e7 -> Protocol.PBB;
            case 0x0806, 0x8035 -> Protocol.ARP;
            case 0x8847, 0x8848 -> Protocol.MPLS;
            case 0x8863, 0x8864 -> Protocol.PPPOE;
            case 0x8915 -> Protocol.GRH;
            case 0x894f -> Protocol.NSH;
            case BRIDGED -> Protocol.ETH;
            case 0x880b -> Protocol.PPP;
            default -> null;
        };
    }

    static Protocol llc(PacketView p) {
        int dsap = p.u8(p.at);
        boolean snap = int32Or0(p) >>> 8 == 0xaaaa03;
        if (!snap) {
            p.push(Protocol.LLC, (p.u8(p.at + 2) & 3) == 3 ? 3 : 4, dsap);
            return dsap == 0x06 ? Protocol.IP : null;
        }
        if (p.end - p.at < 8) {
            return p.tooShort();
        }
        int organisation = int32(p.bytes, p.at + 2) & 0xff_ffff;
        int type = u16(p.bytes, p.at + 6);
        boolean ethertype = organisation == 0 || organisation == 0x00f8;
        p.push(Protocol.LLC, 8, ethertype ? type : -1);
        if (organisation == 0x80c2 && (type == 1 || type == 7)) {
            return skip(p, 2, Protocol.ETH); // bridged 802.3 behind two bytes of padding, RFC 2684 §5.2
        }
        return ethertype ? byType(type) : null;
    }

    private static int int32Or0(PacketView p) {
        return p.end - p.at < 4 ? 0 : int32(p.bytes, p.at);
    }

    static Protocol pppoe(PacketView p) {
        boolean session = p.u8(p.at) == 0x11 && p.u8(p.at + 1) == 0;
        int length = u16(p.bytes, p.at + 4);
        p.end = Math.min(p.end, p.at + 6 + length);
        p.push(Protocol.PPPOE, 6, -1);
        return session ? Protocol.PPP : null;
    }

    static Protocol ppp(PacketView p) {
        int head = u16(p.bytes, p.at);
        if (head == 0x0f00 || head == 0x8f00) {
            return ciscoHdlc(p);
        }
        int before = head == 0xff03 ? 2 : 0; // HDLC address and control
        if (p.end - p.at < before + 2) {
            return p.tooShort();
        }
        int protocol = u16(p.bytes, p.at + before);
        boolean compressed = (protocol & 0x100) != 0; // RFC 1661 §6.5: an odd first byte stands alone
        protocol = compressed ? protocol >>> 8 : protocol;
        p.push(Protocol.PPP, before + (compressed ? 1 : 2), protocol);
        return switch (protocol) {
            case 0x0021 -> Protocol.IP;
            case 0x0057 -> Protocol.IP6;
            case 0x0281, 0x0283 -> Protocol.MPLS;
            default -> null;
        };
    }

    private static Protocol ciscoHdlc(PacketView p) {
        if (p.end - p.at < 4) {
            return p.tooShort();
        }
        int type = u16(p.bytes, p.at + 2);
        p.push(Protocol.PPP, 4, type);
        return byType(type);
    }

    /** Address, UI control, padding, NLPID; or Cisco's: address, EtherType. Source: RFC 2427 §3. */
    static Protocol frameRelay(PacketView p) {
        int length = (p.bytes[p.at + 1] & 1) != 0 ? 2 : 4;
        if (p.end - p.at < length + 4) {
            return p.tooShort();
        }
        int control = p.at + length;
        if (p.u8(control) != 3) {
            int type = u16(p.bytes, control);
            p.push(Protocol.FR, length + 2, type);
            return byType(type);
        }
        int nlpid = p.u8(control + 1) == 0 ? control + 2 : control + 1;
        int network = p.u8(nlpid);
        if (network == 0x80 && p.end - nlpid < 6) {
            return p.tooShort();
        }
        int type = network == 0x80 ? u16(p.bytes, nlpid + 4) : -1;
        p.push(Protocol.FR, nlpid + (network == 0x80 ? 6 : 1) - p.at, type);
        return switch (network) {
            case 0x80 -> byType(type);
            case 0xcc -> Protocol.IP;
            case 0x8e -> Protocol.IP6;
            default -> null;
        };
    }

    /** Source: IEEE 802.11 §9.2.3, §9.3.2. */
    static Protocol wlan(PacketView p) {
        int kind = p.u8(p.at);
        int flags = p.u8(p.at + 1);
        boolean qos = (kind & 0x80) != 0;
        int length = 24 + ((flags & 3) == 3 ? 6 : 0) + (qos ? 2 : 0) + (qos && (flags & 0x80) != 0 ? 4 : 0);
        boolean data = (kind & 0x0c) == 0x08;
        p.push(Protocol.WLAN, data ? length : 24, -1);
        boolean readable = data && (kind & 0x40) == 0 && (flags & 0x40) == 0;
        return readable ? Protocol.LLC : null;
    }
}
