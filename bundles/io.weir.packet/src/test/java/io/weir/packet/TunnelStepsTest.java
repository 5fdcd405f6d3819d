// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Packets.TCP;
import static io.weir.packet.Packets.eth;
import static io.weir.packet.Packets.ip;
import static io.weir.packet.Packets.ip6;
import static io.weir.packet.Packets.label;
import static io.weir.packet.Packets.length;
import static io.weir.packet.Packets.u16;
import static io.weir.packet.Packets.udp;
import static io.weir.packet.Packets.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.packet.PacketView.Stop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelStepsTest {
    private static String gtp(int flags, int message, String... rest) {
        return "%02x%02x".formatted(flags, message) + u16(length(rest)) + "00000001" + String.join("", rest);
    }

    @ParameterizedTest
    @CsvSource({
        "0000 0800",
        "8000 0800 00000000",
        "2000 0800 00000001",
        "3000 0800 00000001 00000002",
        "b000 0800 00000000 00000001 00000002",
    })
    void optionalFieldsOfGreAreSteppedOver(String header) {
        PacketView packet = view(11, ip(47, header, ip(6, TCP)));

        assertThat(packet).hasToString("ip.gre.ip.tcp");
        assertThat(packet.payload(1)).isEqualTo(20 + length(header));
        assertThat(packet.next(1)).isEqualTo(0x0800);
    }

    @Test
    void greHoldsEthernetLabelsAndPpp() {
        assertThat(view(11, ip(47, "2000 6558 00123400", eth(0x0800), ip(6, TCP))))
                .hasToString("ip.gre.eth.ip.tcp");
        assertThat(view(11, ip(47, "0000 8847", label(16, true), ip(6, TCP)))).hasToString("ip.gre.mpls.ip.tcp");
        assertThat(view(11, ip(47, "0000 86dd", ip6(6, TCP)))).hasToString("ip.gre.ip6.tcp");
        assertThat(view(11, ip(47, "3081 880b 00300001 00000001 00000002 21", ip(6, TCP))))
                .hasToString("ip.gre.ppp.ip.tcp");
    }

    @Test
    void greWithSourceRoutingOrUnknownVersionEndsTheWalk() {
        assertThat(view(11, ip(47, "4000 0800 00000000", ip(6, TCP))).stop()).isEqualTo(Stop.MALFORMED);
        assertThat(view(11, ip(47, "0002 0800", ip(6, TCP)))).hasToString("ip");
    }

    @Test
    void everyTypeOfErspanHoldsAFrame() {
        assertThat(view(11, ip(47, "0000 88be", eth(0x0800), ip(6, TCP)))).hasToString("ip.gre.eth.ip.tcp");
        assertThat(view(11, ip(47, "1000 88be 00000001", "10640007 00000000", eth(0x0800), ip(6, TCP))))
                .hasToString("ip.gre.erspan.eth.ip.tcp");
        assertThat(view(11, ip(47, "1000 22eb 00000001", "20640007 00000001 0000 0000", eth(0x0800), ip(6, TCP))))
                .hasToString("ip.gre.erspan.eth.ip.tcp");
        String sub = "0000000000000000";
        assertThat(view(11, ip(47, "1000 22eb 00000001", "20640007 00000001 0000 8001", sub, eth(0x0800), ip(6, TCP))))
                .hasToString("ip.gre.erspan.eth.ip.tcp");
        assertThat(view(11, ip(47, "1000 22eb 00000001", "20640007 00000001 0000 0800", ip(6, TCP))))
                .hasToString("ip.gre.erspan.ip.tcp");
        assertThat(view(11, ip(47, "1000 22eb 00000001", "30640007 00000001")).stop())
                .isEqualTo(Stop.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {4789, 4790, 8472})
    void vxlanHoldsAFrame(int port) {
        PacketView packet = view(11, ip(17, udp(port, "08000000 00123400", eth(0x86dd), ip6(6, TCP))));

        assertThat(packet).hasToString("ip.udp.vxlan.eth.ip6.tcp");
        assertThat(packet.offset(Protocol.VXLAN, 0)).isEqualTo(28);
    }

    @Test
    void vxlanWithoutANetworkIdentifierIsNone() {
        PacketView packet = view(11, ip(17, udp(4789, "00000000 00123400", eth(0x0800), ip(6, TCP))));

        assertThat(packet).hasToString("ip.udp");
        assertThat(packet.stop()).isEqualTo(Stop.MALFORMED);
    }

    @Test
    void protocolExtensionOfVxlanSaysWhatItHolds() {
        assertThat(view(11, ip(17, udp(4790, "0c000001 00123400", ip(6, TCP))))).hasToString("ip.udp.vxlan.ip.tcp");
        assertThat(view(11, ip(17, udp(4790, "0c000002 00123400", ip6(6, TCP)))))
                .hasToString("ip.udp.vxlan.ip6.tcp");
        assertThat(view(11, ip(17, udp(4790, "0c000003 00123400", eth(0x0800), ip(6, TCP)))))
                .hasToString("ip.udp.vxlan.eth.ip.tcp");
        assertThat(view(11, ip(17, udp(4790, "0c000004 00123400", "0fc40101 00000203 0000000000000000", ip(6, TCP)))))
                .hasToString("ip.udp.vxlan.nsh.ip.tcp");
        assertThat(view(11, ip(17, udp(4789, "0c000001 00123400", eth(0x0800), ip(6, TCP)))))
                .as("at the port of plain VXLAN that bit has no meaning")
                .hasToString("ip.udp.vxlan.eth.ip.tcp");
    }

    @Test
    void optionsOfGeneveAreSteppedOver() {
        PacketView packet =
                view(11, ip(17, udp(6081, "02006558 00123400", "0000010100000000", eth(0x0800), ip(6, TCP))));
        assertThat(packet).hasToString("ip.udp.geneve.eth.ip.tcp");
        assertThat(packet.payload(packet.layer(Protocol.GENEVE, 0))).isEqualTo(28 + 16);
        assertThat(view(11, ip(17, udp(6081, "00000800 00123400", ip(6, TCP))))).hasToString("ip.udp.geneve.ip.tcp");
        assertThat(view(11, ip(17, udp(6081, "40006558 00123400", eth(0x0800)))).stop())
                .isEqualTo(Stop.MALFORMED);
    }

    @Test
    void userPlaneOfGtpHoldsPackets() {
        assertThat(view(11, ip(17, udp(2152, gtp(0x30, 255, ip(6, TCP)))))).hasToString("ip.udp.gtp.ip.tcp");
        assertThat(view(11, ip(17, udp(2152, gtp(0x30, 255, ip6(6, TCP)))))).hasToString("ip.udp.gtp.ip6.tcp");
        assertThat(view(11, ip(17, udp(2152, gtp(0x32, 255, "00010000", ip(6, TCP))))))
                .hasToString("ip.udp.gtp.ip.tcp");
        PacketView session = view(11, ip(17, udp(2152, gtp(0x34, 255, "00000085", "01100900", ip(6, TCP)))));
        assertThat(session).hasToString("ip.udp.gtp.ip.tcp");
        assertThat(session.payload(2)).isEqualTo(28 + 16);
    }

    @Test
    void otherMessagesOfGtpHoldNone() {
        assertThat(view(11, ip(17, udp(2152, gtp(0x32, 1, "00010000"))))).hasToString("ip.udp.gtp");
        assertThat(view(11, ip(17, udp(2152, gtp(0x50, 255, ip(6, TCP))))).stop())
                .isEqualTo(Stop.MALFORMED);
        PacketView endless = view(11, ip(17, udp(2152, gtp(0x34, 255, "00000085", "00000000", ip(6, TCP)))));
        assertThat(endless).hasToString("ip.udp.gtp");
    }

    @Test
    void serviceHeaderIsFoundByEtherType() {
        assertThat(view(1, eth(0x894f), "0fc20102 00000203", ip6(6, TCP))).hasToString("eth.nsh.ip6.tcp");
        assertThat(view(1, eth(0x894f), "0fc10102 00000203", ip6(6, TCP)).stop())
                .isEqualTo(Stop.MALFORMED);
    }

    @Test
    void routeHeadersOfInfiniBandLeadToItsTransport() {
        String transport = "0440ffff 00000012 00000001 ";
        String global = "60000000 0010 1b 40" + "00".repeat(32);
        assertThat(view(18, "0002 0001 0010 0002", transport)).hasToString("lrh.ibbt");
        assertThat(view(18, "0003 0001 0010 0002", global, transport)).hasToString("lrh.grh.ibbt");
        assertThat(view(1, eth(0x8915), global, transport)).hasToString("eth.grh.ibbt");
    }
}
