// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.packet.PacketView;
import io.weir.packet.Protocol;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class PacketBuilderTest {
    private static PacketBuilder ethernet() {
        return PacketBuilder.ethernet("020000000001", "020000000002");
    }

    private static PacketView view(PacketBuilder packet) {
        byte[] bytes = packet.bytes();
        PacketView view = new PacketView().dissect(bytes, 0, bytes.length, PacketView.ETHERNET);
        assertThat(view.stop()).isEqualTo(PacketView.Stop.COMPLETE);
        return view;
    }

    @Test
    void headersAreNamedByTheOnesBefore() {
        assertThat(view(ethernet()
                        .vlan(0x88a8, 100, 3)
                        .vlan(10)
                        .ipv4("10.0.0.1", "10.0.0.2")
                        .tcp(1, 2)))
                .hasToString("eth.vlan.vlan.ip.tcp");
        assertThat(view(ethernet().ipv6("::1", "::2").udp(1, 2).payload(9))).hasToString("eth.ip6.udp");
        assertThat(view(ethernet()
                        .mpls(16)
                        .mpls(17)
                        .ipv4("10.0.0.1", "10.0.0.2")
                        .icmp(8, 0)))
                .hasToString("eth.mpls.ip.icmp");
        assertThat(view(ethernet().ipv6("::1", "::2").icmp6(135, 0))).hasToString("eth.ip6.icmp6");
        assertThat(view(ethernet().arp(1, "020000000001", "10.0.0.1", "000000000000", "10.0.0.2")))
                .hasToString("eth.arp");
        assertThat(view(ethernet()
                        .ipv4("10.0.0.1", "10.0.0.2")
                        .gre()
                        .ipv4("10.1.0.1", "10.1.0.2")
                        .tcp(1, 2)))
                .hasToString("eth.ip.gre.ip.tcp");
    }

    @Test
    void tunnelHoldsAWholeFrame() {
        PacketView view = view(ethernet()
                .ipv4("10.0.0.1", "10.0.0.2")
                .udp(50_000, 4_789)
                .vxlan(5_000)
                .inner("020000000003", "020000000004")
                .ipv6("2001:db8::1", "2001:db8::2")
                .tcp(40_000, 443)
                .payload(100));
        assertThat(view).hasToString("eth.ip.udp.vxlan.eth.ip6.tcp");
        assertThat(view.limit() - view.payload(view.layer(Protocol.TCP, 0))).isEqualTo(100);
    }

    @Test
    void dnsIsFoundBehindUdp() {
        PacketBuilder query =
                ethernet().ipv4("10.0.0.1", "10.0.0.2").udp(5_353, 53).dnsQuery(77, "www.example.com");
        assertThat(view(query)).hasToString("eth.ip.udp.dns");
        assertThat(HexFormat.of().formatHex(query.bytes(), 42, query.bytes().length))
                .isEqualTo("004d01000001000000000000" + "03777777076578616d706c6503636f6d00" + "00010001");
        PacketBuilder response = ethernet()
                .ipv4("10.0.0.2", "10.0.0.1")
                .udp(53, 5_353)
                .dnsResponse(77, "www.example.com", 0, "192.0.2.1");
        assertThat(HexFormat.of().formatHex(response.bytes(), 42, response.bytes().length))
                .isEqualTo("004d81800001000100000000" + "03777777076578616d706c6503636f6d00" + "00010001"
                        + "c00c000100010000012c0004c0000201");
    }

    @Test
    void shortFrameIsPaddedAndItsCheckSequenceCounted() {
        PacketBuilder ping = ethernet().ipv4("10.0.0.1", "10.0.0.2").icmp(8, 0);
        assertThat(ping.bytes()).hasSize(60);
        assertThat(ping.frameLength()).isEqualTo(64);
        assertThat(PacketBuilder.bare().ipv4("10.0.0.1", "10.0.0.2").icmp(8, 0).bytes())
                .hasSize(28);
    }

    @Test
    void ipv4HeaderIsAsRfc791HasIt() {
        byte[] bytes = ethernet()
                .tos(0xb8)
                .ttl(17)
                .id(0x1234)
                .fragment(0)
                .ipv4("192.0.2.1", "198.51.100.2")
                .udp(1, 2)
                .payload(100)
                .bytes();
        assertThat(HexFormat.of().formatHex(bytes, 14, 34)).isEqualTo("45b80080123400001111aa4ac0000201c6336402");
    }

    @Test
    void ipv6HeaderHasClassLabelAndHopLimit() {
        byte[] bytes = ethernet()
                .tos(0x20)
                .flowLabel(0xabcde)
                .ttl(3)
                .ipv6("2001:db8::1", "2001:db8::2")
                .udp(1, 2)
                .bytes();
        assertThat(HexFormat.of().formatHex(bytes, 14, 22)).isEqualTo("620abcde00081103");
    }
}
