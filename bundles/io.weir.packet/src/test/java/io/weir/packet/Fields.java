// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import io.weir.sflow.ByteView;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Our reading of a frame, under tshark's names: all values of each field in the order of the wire. */
final class Fields {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    Fields(List<String> names) {
        names.forEach(name -> values.put(name, new ArrayList<>()));
    }

    void add(String name, Object value) {
        values.get(name).add(String.valueOf(value));
    }

    List<String> get(String name) {
        return values.get(name);
    }

    void add(PacketView p) {
        for (int i = 0; i < p.layers(); i++) {
            byte[] b = p.bytes();
            int at = p.offset(i);
            switch (p.protocol(i)) {
                case ETH -> ethernet(p, i);
                case VLAN -> {
                    boolean service = p.next(i - 1) == 0x88a8;
                    add(service ? "ieee8021ad.id" : "vlan.id", ByteView.u16(b, at) & 0xfff);
                }
                case IP -> {
                    add("ip.src", address(b, at + 12, 4));
                    add("ip.dst", address(b, at + 16, 4));
                    add("ip.proto", ByteView.u8(b, at + 9));
                    add("ip.ttl", ByteView.u8(b, at + 8));
                    add("ip.len", ByteView.u16(b, at + 2));
                }
                case IP6 -> {
                    add("ipv6.src", address(b, at + 8, 16));
                    add("ipv6.dst", address(b, at + 24, 16));
                    add("ipv6.nxt", ByteView.u8(b, at + 6));
                    add("ipv6.plen", ByteView.u16(b, at + 4));
                }
                case TCP -> {
                    add("tcp.srcport", ByteView.u16(b, at));
                    add("tcp.dstport", ByteView.u16(b, at + 2));
                    if (p.has(at, 20)) {
                        add("tcp.flags", ByteView.u16(b, at + 12) & 0xfff);
                        add("tcp.window_size_value", ByteView.u16(b, at + 14));
                    }
                }
                case UDP -> {
                    add("udp.srcport", ByteView.u16(b, at));
                    add("udp.dstport", ByteView.u16(b, at + 2));
                }
                case ICMP -> add("icmp.type", ByteView.u8(b, at));
                case ICMP6 -> add("icmpv6.type", ByteView.u8(b, at));
                case ARP -> add("arp.opcode", ByteView.u16(b, at + 6));
                case VXLAN -> add("vxlan.vni", ByteView.int32(b, at + 4) >>> 8);
                case GENEVE -> add("geneve.vni", ByteView.int32(b, at + 4) >>> 8);
                case GTP -> add("gtp.message", ByteView.u8(b, at + 1));
                case GRE -> add("gre.proto", ByteView.u16(b, at + 2));
                case MPLS -> {
                    for (int label = at; label < p.payload(i); label += 4) {
                        add("mpls.label", ByteView.int32(b, label) >>> 12);
                    }
                }
                default -> {}
            }
        }
    }

    private void ethernet(PacketView p, int layer) {
        int at = p.offset(layer);
        add("eth.dst", COLONS.formatHex(p.bytes(), at, at + 6));
        add("eth.src", COLONS.formatHex(p.bytes(), at + 6, at + 12));
        if (p.next(layer) >= 0x600) {
            add("eth.type", p.next(layer));
        }
    }

    static String address(byte[] bytes, int at, int length) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + length))
                    .getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static final List<String> PACKET = List.of(
            "eth.dst",
            "eth.src",
            "eth.type",
            "vlan.id",
            "ieee8021ad.id",
            "ip.src",
            "ip.dst",
            "ip.proto",
            "ip.ttl",
            "ip.len",
            "ipv6.src",
            "ipv6.dst",
            "ipv6.nxt",
            "ipv6.plen",
            "tcp.srcport",
            "tcp.dstport",
            "tcp.flags",
            "tcp.window_size_value",
            "udp.srcport",
            "udp.dstport",
            "icmp.type",
            "icmpv6.type",
            "arp.opcode",
            "vxlan.vni",
            "geneve.vni",
            "gtp.message",
            "gre.proto",
            "mpls.label");
}
