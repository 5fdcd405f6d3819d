// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Bytes.u16;
import static io.weir.packet.Bytes.u64;

/**
 * One step over all that nearly every packet begins with: Ethernet, at most one VLAN tag, IPv4 without options or IPv6
 * without extension headers, TCP or UDP.
 *
 * <p>It finds just what the steps of each header would, and leaves whatever is out of the ordinary to them. Such packets are
 * of eight stacks, in which each header has its place: so nothing is computed that can be read from a table. Thread: any.
 */
final class FrameSteps {
    /** Fewer bytes than this are no common frame: Ethernet, a VLAN tag, an IPv4 header. */
    private static final int LEAST = 14 + 4 + 20;

    /** Fewer bytes than this behind the IP header are left to the steps. */
    private static final int TRANSPORT = 20;

    /** Version 4, five words of header, and no fragment but a first one: in the first eight bytes of a header. */
    private static final long IPV4_MASK = 0xff00_0000_0000_1fffL;

    private static final long IPV4_PLAIN = 0x4500_0000_0000_0000L;
    private static final int TCP = 6;
    private static final int UDP = 17;

    /** Numbers of stacks are sums of these. */
    private static final int TAG = 1;

    private static final int IPV6 = 2;
    private static final int ON_UDP = 4;

    /** Of each stack, from the lowest bits on: the {@link PacketView#code codes}, 8 bits each, and the offsets, 16 bits. */
    private static final long[] CODES = new long[8];

    private static final long[] OFFSETS = new long[8];

    static {
        for (int stack = 0; stack < CODES.length; stack++) {
            Protocol network = (stack & IPV6) != 0 ? Protocol.IP6 : Protocol.IP;
            Protocol transport = (stack & ON_UDP) != 0 ? Protocol.UDP : Protocol.TCP;
            int layer = list(stack, Protocol.ETH, 0, 0);
            int at = Protocol.ETH.fixed;
            if ((stack & TAG) != 0) {
                layer = list(stack, Protocol.VLAN, layer, at);
                at += Protocol.VLAN.fixed;
            }
            layer = list(stack, network, layer, at);
            list(stack, transport, layer, at + network.fixed);
        }
    }

    private static int list(int stack, Protocol protocol, int layer, long at) {
        CODES[stack] |= (long) PacketView.code(protocol) << 8 * layer;
        OFFSETS[stack] |= at << 16 * layer;
        return layer + 1;
    }

    private FrameSteps() {}

    /** Steps over what the sampled bytes begin with, the first layers; or over the Ethernet header alone. */
    static Protocol frame(PacketView p) {
        byte[] bytes = p.bytes;
        int at = p.at;
        int end = p.end;
        if (end - at < LEAST) {
            return LinkSteps.ethernet(p);
        }
        long types = u64(bytes, at + 12);
        int type = (int) (types >>> 48);
        int ip = at + 14;
        int stack = 0;
        if (type == 0x8100) {
            type = (int) (types >>> 16) & 0xffff;
            ip = at + 18;
            stack = TAG;
        }
        long head = u64(bytes, ip);
        int transport;
        int last;
        int protocol;
        if (type == 0x0800 && (head & IPV4_MASK) == IPV4_PLAIN) {
            transport = ip + 20;
            last = Math.min(end, ip + ((int) (head >>> 32) & 0xffff));
            protocol = bytes[ip + 9];
        } else if (type == 0x86dd && head >>> 60 == 6) {
            transport = ip + 40;
            last = Math.min(end, transport + ((int) (head >>> 16) & 0xffff));
            protocol = (byte) (head >>> 8);
            stack |= IPV6;
        } else {
            return LinkSteps.ethernet(p);
        }
        if (last - transport < TRANSPORT) {
            return LinkSteps.ethernet(p);
        }
        if (protocol == TCP) {
            p.lay(CODES[stack], OFFSETS[stack], 3 + (stack & TAG));
            return null;
        }
        int length = u16(bytes, transport + 4);
        if (protocol != UDP || length < 8) {
            return LinkSteps.ethernet(p);
        }
        p.lay(CODES[stack | ON_UDP], OFFSETS[stack | ON_UDP], 3 + (stack & TAG));
        p.at = transport + 8;
        p.end = Math.min(last, transport + length);
        return TransportSteps.byPort(u16(bytes, transport + 2), u16(bytes, transport));
    }

    /** The {@link PacketView#next(int)} of one of the layers found. */
    static int next(PacketView p, int layer) {
        int at = p.offset(layer);
        return switch (p.protocol(layer)) {
            case ETH, VLAN -> u16(p.bytes, p.offset(layer + 1) - 2);
            case IP -> p.u8(at + 9);
            case IP6 -> p.u8(at + 6);
            case UDP -> u16(p.bytes, at + 2);
            default -> -1;
        };
    }
}
