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
        if (nibble == 4 && looksLikeIp(p)) {
            return Protocol.IP;
        }
        if (nibble == 6 && looksLikeIp6(p)) {
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

    private static boolean looksLikeEthernet(PacketView p, int at) {
        return p.end - at >= 14 && LinkSteps.byType(u16(p.bytes, at + 12)) != null;
    }
}
