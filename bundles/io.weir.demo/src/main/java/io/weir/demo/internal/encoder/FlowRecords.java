// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import java.util.Arrays;
import java.util.List;

/** The records of flow samples and of discards. Source: sFlow v5 §5, sflow.org structure registry. */
public final class FlowRecords {
    /** The frame check sequence: counted in the frame's length, stripped before sampling. */
    static final int FCS = 4;

    private static final int ETHERNET = 1;

    private FlowRecords() {}

    /** 0:1, an Ethernet frame of which up to {@code atMost} bytes were sampled. */
    public static Structure header(PacketBuilder packet, int atMost) {
        byte[] bytes = packet.bytes();
        byte[] sampled = Arrays.copyOf(bytes, Math.min(bytes.length, atMost));
        return header(ETHERNET, packet.frameLength(), FCS, sampled);
    }

    /** 0:1, any bytes. Protocol 1 Ethernet, 11 IPv4, 12 IPv6, 13 MPLS … */
    public static Structure header(int protocol, long frameLength, long stripped, byte... bytes) {
        return Structure.of(
                1, new XdrWriter().u32(protocol, frameLength, stripped).opaque(bytes));
    }

    /** 0:2. */
    public static Structure ethernet(long length, String source, String destination, int type) {
        return Structure.of(
                2, new XdrWriter().u32(length).mac(source).mac(destination).u32(type));
    }

    /** 0:3. */
    public static Structure ipv4(
            long length, int protocol, String source, String destination, int from, int to, int tcpFlags, int tos) {
        return Structure.of(3, ip(length, protocol, source, destination).u32(from, to, tcpFlags, tos));
    }

    /** 0:4. */
    public static Structure ipv6(
            long length,
            int protocol,
            String source,
            String destination,
            int from,
            int to,
            int tcpFlags,
            int priority) {
        return Structure.of(4, ip(length, protocol, source, destination).u32(from, to, tcpFlags, priority));
    }

    private static XdrWriter ip(long length, int protocol, String source, String destination) {
        return new XdrWriter().u32(length, protocol).ip(source).ip(destination);
    }

    /** 0:1001. */
    public static Structure extendedSwitch(
            long sourceVlan, long sourcePriority, long destinationVlan, long destinationPriority) {
        return Structure.of(
                1001, new XdrWriter().u32(sourceVlan, sourcePriority, destinationVlan, destinationPriority));
    }

    /** 0:1002. */
    public static Structure extendedRouter(String nextHop, int sourceMask, int destinationMask) {
        return Structure.of(1002, new XdrWriter().address(nextHop).u32(sourceMask, destinationMask));
    }

    /** 0:1003 with one segment, a sequence; an empty path is a local destination. */
    public static Structure extendedGateway(
            String nextHop,
            long as,
            long sourceAs,
            long sourcePeerAs,
            List<Long> path,
            List<Long> communities,
            long localPreference) {
        XdrWriter body = new XdrWriter().address(nextHop).u32(as, sourceAs, sourcePeerAs);
        if (path.isEmpty()) {
            body.u32(0);
        } else {
            body.u32(1, 2, path.size());
            path.forEach(body::u32);
        }
        body.u32(communities.size());
        communities.forEach(body::u32);
        return Structure.of(1003, body.u32(localPreference));
    }

    /** 0:1004, both in UTF-8. */
    public static Structure extendedUser(String source, String destination) {
        return Structure.of(
                1004, new XdrWriter().u32(106).string(source).u32(106).string(destination));
    }
}
