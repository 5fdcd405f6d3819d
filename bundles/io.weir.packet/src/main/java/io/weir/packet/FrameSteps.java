// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Bytes.u16;
import static io.weir.packet.Bytes.u64;

/**
 * One step over all that nearly every frame begins with: Ethernet, at most one VLAN tag, IPv4 without options or IPv6
 * without extension headers, TCP or UDP.
 *
 * <p>It lists just what the steps of each header would, and leaves whatever is out of the ordinary to them. Frames differ
 * at random in a tag and in TCP or UDP, and a mispredicted branch costs as much as all else here; so those two are
 * computed, not branched on. Thread: any.
 */
final class FrameSteps {
    /** How many layers it lists at most. */
    static final int LAYERS = 4;

    /** Fewer bytes than this behind the Ethernet header are no common frame: a VLAN tag, an IPv4 header. */
    private static final int LEAST = 14 + 4 + 20;

    /** Fewer bytes than this behind the IP header are left to the steps. */
    private static final int TRANSPORT = 20;

    /** Version 4, five words of header, and no fragment but a first one: in the first eight bytes of a header. */
    private static final long IPV4_MASK = 0xff00_0000_0000_1fffL;

    private static final long IPV4_PLAIN = 0x4500_0000_0000_0000L;
    private static final int TAGGED = 0x8100;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private static final long ETH_CODE = PacketView.code(Protocol.ETH);
    private static final long VLAN_CODE = PacketView.code(Protocol.VLAN);
    private static final long IP_CODE = PacketView.code(Protocol.IP);
    private static final long IP6_CODE = PacketView.code(Protocol.IP6);
    private static final long TCP_CODE = PacketView.code(Protocol.TCP);
    private static final long UDP_CODE = PacketView.code(Protocol.UDP);

    private FrameSteps() {}

    /** Steps over the frame at {@link PacketView#at}, or over its Ethernet header alone. There is room for {@link #LAYERS}. */
    static Protocol frame(PacketView p) {
        byte[] bytes = p.bytes;
        int at = p.at;
        int end = p.end;
        if (end - at < LEAST) {
            return LinkSteps.ethernet(p);
        }
        int outerType = u16(bytes, at + 12);
        int tags = (outerType ^ TAGGED) - 1 >>> 31;
        int ip = at + 14 + 4 * tags;
        int type = u16(bytes, ip - 2);
        long head = u64(bytes, ip);
        int length = (int) (head >>> 32) & 0xffff;
        int transport;
        int bound;
        int protocol;
        long network;
        if (type == 0x0800 && (head & IPV4_MASK) == IPV4_PLAIN) {
            network = IP_CODE;
            transport = ip + 20;
            bound = Math.min(end, ip + length);
            protocol = bytes[ip + 9];
        } else if (type == 0x86dd && head >>> 60 == 6) {
            network = IP6_CODE;
            transport = ip + 40;
            bound = Math.min(end, transport + ((int) (head >>> 16) & 0xffff));
            protocol = (byte) (head >>> 8);
        } else {
            return LinkSteps.ethernet(p);
        }
        int notTcp = protocol - TCP;
        int notUdp = protocol - UDP;
        if (bound - transport < TRANSPORT || notTcp * notUdp != 0) {
            return LinkSteps.ethernet(p);
        }
        int tcp = notUdp >> 31; // all bits or none
        int from = u16(bytes, transport);
        int to = u16(bytes, transport + 2);
        int datagram = u16(bytes, transport + 4) | tcp & 0xffff;
        if (datagram < 8) {
            return LinkSteps.ethernet(p);
        }
        int header = 8 & ~tcp | Math.max(20, bytes[transport + 12] >>> 2 & 0x3c) & tcp;
        int last = Math.min(bound, transport + datagram);
        int layer = p.layers;
        p.describe(layer, at, at + 14, end, outerType);
        p.describe(layer + 1, at + 14, ip, end, type);
        layer += 1 + tags;
        p.describe(layer, ip, transport, bound, protocol);
        p.extensions(layer, -1, -1);
        int payload = transport + Math.min(header, last - transport);
        p.describe(layer + 1, transport, payload, last, to | tcp);
        long behindTag = network | (UDP_CODE ^ tcp & (TCP_CODE ^ UDP_CODE)) << 8;
        p.list(ETH_CODE | VLAN_CODE * tags << 8 | behindTag << 8 + 8 * tags, 3 + tags);
        p.at = payload;
        p.end = last;
        return (tcp | TransportSteps.unknown(to, from)) != 0 ? null : TransportSteps.byPort(to, from);
    }
}
