// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Bytes.int32;
import static io.weir.packet.Bytes.u16;

/**
 * The step over an MPLS label stack, and the guess what it carries.
 *
 * <p>Nothing in a packet says what follows the last label; only the label's owner knows. So, as routers do for load
 * balancing: an IP header if one is there in shape, else a pseudowire's Ethernet with or without its control word.
 * Thread: any. Source: RFC 3032, RFC 4385, RFC 4928.
 */
final class LabelSteps {
    private static final int IPV4_EXPLICIT_NULL = 0;
    private static final int IPV6_EXPLICIT_NULL = 2;
    private static final int BOTTOM = 0x100;

    private LabelSteps() {}

    static Protocol mpls(PacketView p) {
        int at = p.at;
        int entry;
        do {
            if (p.end - at < 4) {
                p.push(Protocol.MPLS, at - p.at, -1);
                return p.tooShort();
            }
            entry = int32(p.bytes, at);
            at += 4;
        } while ((entry & BOTTOM) == 0);
        p.push(Protocol.MPLS, at - p.at, -1);
        return switch (entry >>> 12) {
            case IPV4_EXPLICIT_NULL -> Protocol.IP;
            case IPV6_EXPLICIT_NULL -> Protocol.IP6;
            default -> carried(p);
        };
    }

    private static Protocol carried(PacketView p) {
        if (p.at == p.end) {
            return p.tooShort();
        }
        int nibble = p.u8(p.at) >>> 4;
        if (nibble == 4 && looksLikeIp(p) && (!looksLikeFrame(p) || checksumHolds(p))) {
            return Protocol.IP;
        }
        if (nibble == 6 && looksLikeIp6(p) && !looksLikeFrame(p)) {
            return Protocol.IP6;
        }
        boolean zeros = nibble == 0 && p.end - p.at >= 2 && u16(p.bytes, p.at) == 0;
        if (!zeros && looksLikeEthernet(p, p.at)) {
            return Protocol.ETH;
        }
        if (nibble == 0 && looksLikeEthernet(p, p.at + 4)) {
            p.at += 4; // control word
            return Protocol.ETH;
        }
        return zeros && looksLikeEthernet(p, p.at) ? Protocol.ETH : null;
    }

    private static boolean looksLikeIp(PacketView p) {
        if (p.end - p.at < 20) {
            return true; // the step will tell that it was cut off
        }
        int header = (p.bytes[p.at] & 15) * 4;
        int total = u16(p.bytes, p.at + 2);
        return header >= 20 && (total == 0 || total >= header) && p.bytes[p.at + 8] != 0;
    }

    private static boolean looksLikeIp6(PacketView p) {
        return p.end - p.at < 40 || (p.bytes[p.at + 7] != 0 && NetworkSteps.known(p.u8(p.at + 6)));
    }

    /** Whether an Ethernet header could be here with an IP header behind it, so that an address may feign an IP version. */
    private static boolean looksLikeFrame(PacketView p) {
        if (p.end - p.at < 15) {
            return false;
        }
        int type = u16(p.bytes, p.at + 12);
        int version = p.u8(p.at + 14) >>> 4;
        return (type == 0x0800 && version == 4) || (type == 0x86dd && version == 6);
    }

    /** Whether the 20 bytes of an IPv4 header without options add up. Source: RFC 1071. */
    private static boolean checksumHolds(PacketView p) {
        if (p.end - p.at < 20) {
            return true;
        }
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += u16(p.bytes, p.at + i);
        }
        return sum != 0 && sum % 0xffff == 0;
    }

    private static boolean looksLikeEthernet(PacketView p, int at) {
        return p.end - at >= 14 && LinkSteps.byType(u16(p.bytes, at + 12)) != null;
    }
}
