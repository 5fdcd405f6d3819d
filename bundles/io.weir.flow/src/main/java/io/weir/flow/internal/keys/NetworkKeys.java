// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import static io.weir.packet.Protocol.ICMP;
import static io.weir.packet.Protocol.ICMP6;
import static io.weir.packet.Protocol.IP;
import static io.weir.packet.Protocol.IP6;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.Printing;
import io.weir.packet.PacketView;
import io.weir.sflow.ByteView;
import java.util.List;

/** Flow keys of the network layer: IPv4, IPv6, ICMP. */
public final class NetworkKeys {
    private static final int SAMPLED_IPV4 = 3;
    private static final int SAMPLED_IPV6 = 4;

    /** Source: RFC 2474, RFC 2597, RFC 3246, RFC 5865, RFC 8622. */
    private static final Names CLASSES = new Names(64)
            .from(0, "be le")
            .from(8, "cs1")
            .from(10, "af11")
            .from(12, "af12")
            .from(14, "af13")
            .from(16, "cs2")
            .from(18, "af21")
            .from(20, "af22")
            .from(22, "af23")
            .from(24, "cs3")
            .from(26, "af31")
            .from(28, "af32")
            .from(30, "af33")
            .from(32, "cs4")
            .from(34, "af41")
            .from(36, "af42")
            .from(38, "af43")
            .from(40, "cs5")
            .from(44, "va")
            .from(46, "ef")
            .from(48, "cs6")
            .from(56, "cs7");

    private static final byte[] YES = {'y', 'e', 's'};
    private static final byte[] NO = {'n', 'o'};

    private static final Extractor DSCP = Header.or(Header.u8(IP, 1, 2, 0x3f), Field.u32(SAMPLED_IPV4, 28, 2, 0x3f));
    private static final Extractor DSCP6 =
            Header.or(Header.u32(IP6, 0, 22, 0x3f), Field.u32(SAMPLED_IPV6, 52, 2, 0x3f));

    private NetworkKeys() {}

    private static FlowKey key(String name, KeyType type, String doc, Extractor extractor) {
        return new FlowKey(name, type, true, doc, extractor);
    }

    private static FlowKey number(String name, String doc, Extractor extractor) {
        return key(name, KeyType.INTEGER, doc, extractor);
    }

    public static List<FlowKey> rows() {
        return List.of(
                key(
                        "ipsource",
                        KeyType.IPV4,
                        "Source IPv4 address.",
                        Header.or(Header.ip4(IP, 12), Field.ip4(SAMPLED_IPV4, 8))),
                key(
                        "ipdestination",
                        KeyType.IPV4,
                        "Destination IPv4 address.",
                        Header.or(Header.ip4(IP, 16), Field.ip4(SAMPLED_IPV4, 12))),
                number(
                        "ipprotocol",
                        "IP protocol that the IPv4 packet carries: 6 is TCP.",
                        Header.or(Header.u8(IP, 9), Field.u32(SAMPLED_IPV4, 4))),
                number(
                        "iptos",
                        "Type of service byte of IPv4.",
                        Header.or(Header.u8(IP, 1), Field.u32(SAMPLED_IPV4, 28, 0, 0xff))),
                number("ipdscp", "Differentiated services code point of IPv4.", DSCP),
                key("ipdscpname", KeyType.TEXT, "Name of the code point of IPv4: be, af11, cs1, ef.", CLASSES.of(DSCP)),
                key(
                        "ipecn",
                        KeyType.BITS,
                        "Explicit congestion notification bits of IPv4: 11 is congestion experienced.",
                        Header.or(Header.bits(IP, 0, 0, 2), Field.bits(SAMPLED_IPV4, 28, 2))),
                number("ipttl", "Time to live of IPv4.", Header.u8(IP, 8)),
                number(
                        "ipbytes",
                        "Bytes of the IPv4 packet with its header.",
                        Field.first(NetworkKeys::ipBytes, Field.u32(SAMPLED_IPV4, 0))),
                key(
                        "ipflags",
                        KeyType.BITS,
                        "IPv4 flags: 010 do not fragment, 001 more fragments.",
                        Header.bits(IP, 6, 13, 3)),
                number("ipfragoffset", "Fragment offset of IPv4, in units of 8 bytes.", Header.u16(IP, 6, 0x1fff)),
                number("ipid", "Identification of IPv4.", Header.u16(IP, 4)),
                number(
                        "ip_offset",
                        "Where the IPv4 header begins, in bytes from the begin of the sampled header.",
                        NetworkKeys::ipOffset),
                key(
                        "ip6source",
                        KeyType.IPV6,
                        "Source IPv6 address.",
                        Header.or(Header.ip6(IP6, 8), Field.ip6(SAMPLED_IPV6, 8))),
                key(
                        "ip6destination",
                        KeyType.IPV6,
                        "Destination IPv6 address.",
                        Header.or(Header.ip6(IP6, 24), Field.ip6(SAMPLED_IPV6, 24))),
                number(
                        "ip6nexthdr",
                        "Protocol that the IPv6 packet carries, behind its extension headers: 6 is TCP.",
                        Field.first(NetworkKeys::nextHeader, Field.u32(SAMPLED_IPV6, 4))),
                number(
                        "ip6tos",
                        "Traffic class of IPv6.",
                        Header.or(Header.u32(IP6, 0, 20, 0xff), Field.u32(SAMPLED_IPV6, 52, 0, 0xff))),
                number("ip6dscp", "Differentiated services code point of IPv6.", DSCP6),
                key(
                        "ip6dscpname",
                        KeyType.TEXT,
                        "Name of the code point of IPv6: be, af11, cs1, ef.",
                        CLASSES.of(DSCP6)),
                key(
                        "ip6ecn",
                        KeyType.BITS,
                        "Explicit congestion notification bits of IPv6: 11 is congestion experienced.",
                        Header.or(Header.bits(IP6, 0, 4, 2), Field.bits(SAMPLED_IPV6, 52, 2))),
                number("ip6ttl", "Hop limit of IPv6.", Header.u8(IP6, 7)),
                number(
                        "ip6bytes",
                        "Bytes of the IPv6 packet with its header.",
                        Field.first(NetworkKeys::ip6Bytes, Field.u32(SAMPLED_IPV6, 0))),
                number("ip6flowlabel", "Flow label of IPv6.", Header.u32(IP6, 0, 0, 0xf_ffff)),
                key(
                        "ip6fragm",
                        KeyType.TEXT,
                        "Whether the IPv6 packet has a fragment header: yes or no.",
                        NetworkKeys::fragmented),
                number("ip6fragoffset", "Fragment offset of IPv6, in units of 8 bytes.", NetworkKeys::fragmentOffset),
                number("icmptype", "ICMP type: 8 is echo request.", Header.u8(ICMP, 0)),
                number("icmpcode", "ICMP code.", Header.u8(ICMP, 1)),
                number("icmpseqno", "Sequence number of ICMP echo.", NetworkKeys::echoNumber),
                key(
                        "icmpunreachablenet",
                        KeyType.IPV4,
                        "Destination of the packet that ICMP says found no network.",
                        unreachable(0)),
                key(
                        "icmpunreachablehost",
                        KeyType.IPV4,
                        "Destination of the packet that ICMP says found no host.",
                        unreachable(1)),
                key(
                        "icmpunreachableprotocol",
                        KeyType.TEXT,
                        "Destination and IP protocol of the packet that ICMP says found no protocol: 10.0.0.1_17.",
                        unreachable(2)),
                key(
                        "icmpunreachableport",
                        KeyType.TEXT,
                        "Destination, IP protocol and port of the packet that ICMP says found no port: 10.0.0.1_17_53.",
                        unreachable(3)),
                number("icmp6type", "ICMPv6 type: 135 is neighbour solicitation.", Header.u8(ICMP6, 0)),
                number("icmp6code", "ICMPv6 code.", Header.u8(ICMP6, 1)));
    }

    /** Total length; 0 stands for a segment that was to be cut up, whose length the frame tells. */
    private static boolean ipBytes(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int ip = packet.offset(IP, layer);
        if (ip < 0) {
            return false;
        }
        long length = ByteView.u16(packet.bytes(), ip + 2);
        return out.set(KeyType.INTEGER, length != 0 ? length : rest(sample, ip));
    }

    private static boolean ip6Bytes(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int ip6 = packet.offset(IP6, layer);
        if (ip6 < 0) {
            return false;
        }
        long payload = ByteView.u16(packet.bytes(), ip6 + 4);
        return out.set(KeyType.INTEGER, payload != 0 ? 40 + payload : rest(sample, ip6));
    }

    private static long rest(Observation sample, int offset) {
        long behind = sample.frameLength()
                - sample.stripped()
                - (offset - sample.packet().start());
        return Math.max(0, behind);
    }

    private static boolean ipOffset(Observation sample, int layer, KeyValue out) {
        int ip = sample.packet().offset(IP, layer);
        return ip >= 0 && out.set(KeyType.INTEGER, ip - sample.packet().start());
    }

    private static boolean nextHeader(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int ip6 = packet.layer(IP6, layer);
        return ip6 >= 0 && out.set(KeyType.INTEGER, packet.next(ip6));
    }

    private static boolean fragmented(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int ip6 = packet.layer(IP6, layer);
        if (ip6 < 0) {
            return false;
        }
        byte[] answer = packet.fragmentHeader(ip6) >= 0 ? YES : NO;
        return out.set(answer, 0, answer.length);
    }

    private static boolean fragmentOffset(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int ip6 = packet.layer(IP6, layer);
        int fragment = ip6 < 0 ? -1 : packet.fragmentHeader(ip6);
        return fragment >= 0 && out.set(KeyType.INTEGER, ByteView.u16(packet.bytes(), fragment + 2) >>> 3);
    }

    private static boolean echoNumber(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int icmp = packet.offset(ICMP, layer);
        boolean echo = icmp >= 0 && (packet.bytes()[icmp] == 0 || packet.bytes()[icmp] == 8);
        return echo && out.set(KeyType.INTEGER, ByteView.u16(packet.bytes(), icmp + 6));
    }

    /** What is quoted in an ICMP error of type 3 and a code. Source: RFC 792. */
    private static Extractor unreachable(int code) {
        return (sample, layer, out) -> {
            PacketView packet = sample.packet();
            int icmp = packet.offset(ICMP, layer);
            if (icmp < 0 || packet.bytes()[icmp] != 3 || packet.bytes()[icmp + 1] != code) {
                return false;
            }
            return packet.has(icmp + 8, 20) && quoted(packet, icmp + 8, code, out);
        };
    }

    private static boolean quoted(PacketView packet, int ip, int code, KeyValue out) {
        byte[] bytes = packet.bytes();
        out.set(KeyType.IPV4, ByteView.u32(bytes, ip + 16));
        if (code < 2) {
            return true;
        }
        int transport = ip + (bytes[ip] & 15) * 4;
        if (code == 3 && !packet.has(transport, 4)) {
            return false;
        }
        byte[] room = out.scratch(Printing.LONGEST);
        int end = Printing.print(out, room, 0);
        room[end++] = '_';
        end = Printing.decimal(bytes[ip + 9] & 0xff, room, end);
        if (code == 3) {
            room[end++] = '_';
            end = Printing.decimal(ByteView.u16(bytes, transport + 2), room, end);
        }
        return out.set(room, 0, end);
    }
}
