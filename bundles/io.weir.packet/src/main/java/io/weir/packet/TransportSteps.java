// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Bytes.u16;

/** The steps of the transport layer, and what well-known UDP ports carry. Thread: any. */
final class TransportSteps {
    private static final int DNS = 53;
    private static final int GTP_USER = 2152;
    private static final int VXLAN = 4789;
    private static final int VXLAN_GPE = 4790;
    private static final int ROCE = 4791;
    private static final int GENEVE = 6081;
    private static final int MPLS = 6635;
    /** What Linux took for VXLAN before the port was assigned, and still takes by default. */
    private static final int VXLAN_LINUX = 8472;

    /** The ports of tunnels, each at its remainder. */
    private static final int[] TUNNELS = new int[32];

    static {
        for (int port : new int[] {GTP_USER, VXLAN, VXLAN_GPE, VXLAN_LINUX, ROCE, GENEVE, MPLS}) {
            TUNNELS[port % TUNNELS.length] = port;
        }
    }

    private TransportSteps() {}

    static Protocol tcp(PacketView p) {
        boolean offset = p.end - p.at > 12;
        p.push(Protocol.TCP, offset ? Math.max(20, (p.u8(p.at + 12) >>> 4) * 4) : 20, -1);
        return null;
    }

    static Protocol udp(PacketView p) {
        int from = u16(p.bytes, p.at);
        int to = u16(p.bytes, p.at + 2);
        boolean cut = p.end - p.at < 8;
        int length = cut ? 8 : u16(p.bytes, p.at + 4);
        boolean wrong = length < 8 && length != 0;
        if (!cut && !wrong && length != 0) { // 0 in jumbograms and offloaded segments
            p.end = Math.min(p.end, p.at + length);
        }
        p.push(Protocol.UDP, 8, to);
        Protocol next = byPort(to, from);
        if (next == null) {
            return null;
        }
        return wrong ? p.malformed() : next;
    }

    /** 0 if {@link #byPort} may know the ports, without a branch. */
    static long unknown(int to, int from) {
        return (long) (TUNNELS[to % TUNNELS.length] ^ to) * (to ^ DNS) * (from ^ DNS);
    }

    static Protocol byPort(int to, int from) {
        return switch (to) {
            case DNS -> Protocol.DNS;
            case GTP_USER -> Protocol.GTP;
            case VXLAN, VXLAN_GPE, VXLAN_LINUX -> Protocol.VXLAN;
            case ROCE -> Protocol.IBBT;
            case GENEVE -> Protocol.GENEVE;
            case MPLS -> Protocol.MPLS;
            default -> from == DNS ? Protocol.DNS : null;
        };
    }
}
