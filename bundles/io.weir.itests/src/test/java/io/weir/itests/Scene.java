// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import io.weir.demo.internal.encoder.PacketBuilder;
import java.util.List;

/** Traffic of one kind: packets, each of which is sampled as often as the others. Thread: immutable. */
public record Scene(String name, List<PacketBuilder> packets) {
    public static final Scene IPV6 = of(
            "IPv6",
            ethernet()
                    .flowLabel(0x48d15)
                    .ipv6("2001:db8::1", "2001:db8::2")
                    .tcp(40_001, 443)
                    .payload(1_200),
            ethernet()
                    .tos(0xb8)
                    .ipv6("2001:db8::3", "2001:db8::4")
                    .udp(40_002, 10_514)
                    .payload(300),
            ethernet().ipv6("fe80::1", "ff02::1:ff00:2").icmp6(135, 0).payload(24));

    /** A frame and an IPv6 packet in VXLAN of networks 5000 and 5001. */
    public static final Scene VXLAN = of(
            "VXLAN",
            tunnel().udp(50_000, 4_789)
                    .vxlan(5_000)
                    .inner("020000000011", "020000000012")
                    .ipv4("172.16.0.1", "172.16.0.2")
                    .tcp(40_003, 80)
                    .payload(1_000),
            tunnel().udp(50_001, 4_789)
                    .vxlan(5_001)
                    .inner("020000000011", "020000000012")
                    .ipv6("2001:db8:1::1", "2001:db8:1::2")
                    .udp(40_004, 443)
                    .payload(500));

    /** GRE with a key, the upper 24 bits of which are subnet 4660. */
    public static final Scene NVGRE = of(
            "NVGRE",
            tunnel().header(0, 47, "20006558" + "00123407")
                    .inner("020000000011", "020000000012")
                    .ipv4("172.16.1.1", "172.16.1.2")
                    .tcp(40_005, 80)
                    .payload(800));

    /** Network 6699, behind an option. */
    public static final Scene GENEVE = of(
            "Geneve",
            tunnel().udp(50_002, 6_081)
                    .header(0, 253, "01006558" + "001a2b00" + "01020300")
                    .inner("020000000011", "020000000012")
                    .ipv4("172.16.2.1", "172.16.2.2")
                    .udp(40_006, 53_000)
                    .payload(700));

    /** Endpoint 257; 20 + 8 + 600 bytes inside. */
    public static final Scene GTP = of(
            "GTP-U",
            tunnel().udp(2_152, 2_152)
                    .header(0, 253, "30ff0274" + "00000101")
                    .ipv4("172.16.3.1", "172.16.3.2")
                    .udp(40_007, 443)
                    .payload(600));

    public static final Scene DNS = of(
            "DNS",
            ethernet().ipv4("10.5.0.1", "10.5.0.53").udp(40_008, 53).dnsQuery(1, "www.example.com"),
            ethernet().ipv4("10.5.0.53", "10.5.0.1").udp(53, 40_008).dnsResponse(1, "www.example.com", 0, "192.0.2.80"),
            ethernet().ipv6("2001:db8:5::1", "2001:db8:5::53").udp(40_009, 53).dnsQuery(2, "mail.example.net"));

    /** RoCE version 2: the first packet of an RDMA write of 65536 bytes, an acknowledgement, and a negative one. */
    public static final Scene ROCE = of(
            "RoCE",
            roce("10.6.0.1", "10.6.0.2")
                    .header(0, 253, "0640ffff" + "00000123" + "00000001" + "0000000000001000" + "00002222" + "00010000")
                    .payload(1_024),
            roce("10.6.0.2", "10.6.0.1").header(0, 253, "1140ffff" + "00000124" + "00000001" + "00000001"),
            roce("10.6.0.2", "10.6.0.1").header(0, 253, "1140ffff" + "00000124" + "00000002" + "60000001"));

    private static PacketBuilder ethernet() {
        return PacketBuilder.ethernet("020000000001", "020000000002");
    }

    private static PacketBuilder tunnel() {
        return ethernet().ipv4("10.4.0.1", "10.4.0.2");
    }

    private static PacketBuilder roce(String from, String to) {
        return ethernet().tos(0x69).ipv4(from, to).udp(49_152, 4_791);
    }

    private static Scene of(String name, PacketBuilder... packets) {
        return new Scene(name, List.of(packets));
    }

    @Override
    public String toString() {
        return name;
    }
}
