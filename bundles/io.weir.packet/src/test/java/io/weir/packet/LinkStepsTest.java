// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Packets.MACS;
import static io.weir.packet.Packets.TCP;
import static io.weir.packet.Packets.eth;
import static io.weir.packet.Packets.ip;
import static io.weir.packet.Packets.ip6;
import static io.weir.packet.Packets.length;
import static io.weir.packet.Packets.stack;
import static io.weir.packet.Packets.u16;
import static io.weir.packet.Packets.view;
import static io.weir.packet.Packets.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.packet.PacketView.Stop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkStepsTest {
    private static final String SNAP = "aaaa03 000000 ";
    private static final String ARP = "0001 0800 06 04 0001 00163e000001 0a000001 000000000000 0a000002";

    @ParameterizedTest
    @ValueSource(ints = {0x8100, 0x88a8, 0x9100, 0x9200, 0x9300})
    void everyTagProtocolIsATag(int type) {
        assertThat(stack(eth(type), vlan(0x6064, 0x0800), ip(6, TCP))).isEqualTo("eth.vlan.ip.tcp");
    }

    @Test
    void stackedTagsAreALayerEach() {
        PacketView packet = view(1, eth(0x88a8), vlan(100, 0x8100), vlan(200, 0x86dd), ip6(6, TCP));

        assertThat(packet).hasToString("eth.vlan.vlan.ip6.tcp");
        assertThat(packet.offset(Protocol.VLAN, 0)).isEqualTo(14);
        assertThat(packet.offset(Protocol.VLAN, 1)).isEqualTo(18);
    }

    @Test
    void endlessTagsAreCutOff() {
        PacketView packet = view(1, eth(0x8100), vlan(1, 0x8100).repeat(1000), vlan(2, 0x0800), ip(6, TCP));

        assertThat(packet.layers()).isEqualTo(PacketView.MAX_LAYERS);
        assertThat(packet.stop()).isEqualTo(Stop.TOO_DEEP);
        assertThat(packet.offset(Protocol.IP, 0)).isEqualTo(-1);
    }

    @Test
    void backboneTagHoldsAnEthernetHeader() {
        assertThat(stack(eth(0x88a8), vlan(100, 0x88e7), "00012345", eth(0x0800), ip(6, TCP)))
                .isEqualTo("eth.vlan.pbb.eth.ip.tcp");
    }

    @Test
    void snapHoldsAnEtherType() {
        String payload = SNAP + "0800" + ip(6, TCP);
        PacketView packet = view(1, eth(length(payload)), payload);

        assertThat(packet).hasToString("eth.llc.ip.tcp");
        assertThat(packet.etherType(0)).isEqualTo(0x0800);
        assertThat(packet.next(0)).isEqualTo(length(payload));
    }

    @Test
    void lengthOf802Dot3ExcludesThePadding() {
        String bpdu = "424203 0000000000";
        PacketView packet = view(1, eth(length(bpdu)), bpdu, "0000000000000000000000");

        assertThat(packet).hasToString("eth.llc");
        assertThat(packet.end(1)).isEqualTo(14 + length(bpdu));
        assertThat(packet.next(1)).isEqualTo(0x42);
        assertThat(packet.etherType(0)).isEqualTo(-1);
        assertThat(packet.stop()).isEqualTo(Stop.COMPLETE);
    }

    @Test
    void lengthThatIsNoneEndsTheWalk() {
        PacketView packet = view(1, eth(1501), ip(6, TCP));

        assertThat(packet).hasToString("eth");
        assertThat(packet.stop()).isEqualTo(Stop.MALFORMED);
        assertThat(packet.etherType(0)).isEqualTo(-1);
    }

    @Test
    void llcCarriesIpAndBridgedEthernetToo() {
        String straight = "060603" + ip(6, TCP);
        assertThat(stack(eth(length(straight)), straight)).isEqualTo("eth.llc.ip.tcp");
        String bridged = "aaaa03 0080c2 0007 0000" + eth(0x0800) + ip(6, TCP);
        assertThat(stack(eth(length(bridged)), bridged)).isEqualTo("eth.llc.eth.ip.tcp");
        String cisco = "aaaa03 00000c 2000 0000";
        assertThat(stack(eth(length(cisco)), cisco)).isEqualTo("eth.llc");
    }

    @Test
    void sessionOfPppoeHoldsPpp() {
        String payload = "0021" + ip(6, TCP);
        PacketView packet = view(1, eth(0x8864), "1100 0001", u16(length(payload)), payload, "ffff");

        assertThat(packet).hasToString("eth.pppoe.ppp.ip.tcp");
        assertThat(packet.end(1)).isEqualTo(packet.limit() - 2);
        assertThat(stack(eth(0x8864), "1100 0001 002a 0057", ip6(6, TCP))).startsWith("eth.pppoe.ppp.ip6");
    }

    @Test
    void discoveryOfPppoeHoldsNoPpp() {
        assertThat(stack(eth(0x8863), "1109 0000 0004 01010000")).isEqualTo("eth.pppoe");
    }

    @Test
    void arpIsFoundForIp4OverEthernetAlone() {
        assertThat(stack(eth(0x0806), ARP)).isEqualTo("eth.arp");
        assertThat(stack(eth(0x8035), ARP)).isEqualTo("eth.arp");
        PacketView other = view(1, eth(0x0806), "0020 0800 14 04", ARP.substring(15));
        assertThat(other).hasToString("eth");
        assertThat(other.stop()).isEqualTo(Stop.MALFORMED);
    }

    @Test
    void unknownEtherTypeEndsTheWalkInPeace() {
        PacketView packet = view(1, eth(0x88cc), "0207", MACS);

        assertThat(packet).hasToString("eth");
        assertThat(packet.etherType(0)).isEqualTo(0x88cc);
        assertThat(packet.stop()).isEqualTo(Stop.COMPLETE);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 10 40 00163e000002 00163e000001 aaaa03 000000 0800, llc.ip.tcp",
        "3, 10 40 00163e000002 80163e000001 0630 0011 0022 aaaa03 000000 0800, llc.ip.tcp",
        "4, 50 00163e000002 00163e000001 aaaa03 000000 0800, llc.ip.tcp",
        "5, 1841 03 cc, fr.ip.tcp",
        "5, 1841 03 00 80 000000 0800, fr.ip.tcp",
        "5, 1841 0800, fr.ip.tcp",
        "7, 0021, ppp.ip.tcp",
        "7, ff03 0021, ppp.ip.tcp",
        "7, 21, ppp.ip.tcp",
        "14, 0f00 0800, ppp.ip.tcp",
        "9, aaaa03 000000 0800, llc.ip.tcp",
        "10, '', ip.tcp",
        "11, '', ip.tcp",
        "13, 00064140, mpls.ip.tcp",
        "15, 0802 0000 00163e000001 00163e000002 00163e000003 0010 aaaa03 000000 0800, wlan.llc.ip.tcp",
        "15, 8803 0000 00163e000001 00163e000002 00163e000003 0010 00163e000004 0000 aaaa03 000000 0800, wlan.llc.ip.tcp",
        "16, 00000000 0802 0000 00163e000001 00163e000002 00163e000003 0010 aaaa03 000000 0800, wlan.llc.ip.tcp",
        "17, 00163e000002 00163e000001 0040 aaaa03 000000 0800, eth.llc.ip.tcp",
    })
    void headerMayStartWithEveryProtocolOfSflow(int headerProtocol, String before, String expected) {
        assertThat(view(headerProtocol, before, ip(6, TCP))).hasToString(expected);
    }

    @Test
    void ip6MayComeFirst() {
        assertThat(view(PacketView.IPV6, ip6(6, TCP))).hasToString("ip6.tcp");
        assertThat(view(10, ip6(6, TCP))).hasToString("ip6.tcp");
        assertThat(view(PacketView.IPV4, ip(6, TCP)).offset(Protocol.IP, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 6, 8, 19, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void unknownHeaderProtocolHasNoLayers(int headerProtocol) {
        PacketView packet = view(headerProtocol, eth(0x0800), ip(6, TCP));

        assertThat(packet.layers()).isZero();
        assertThat(packet.stop()).isEqualTo(Stop.COMPLETE);
    }

    @Test
    void encryptedAndManagementFramesAreNotReadInto() {
        String addresses = "00163e000001 00163e000002 00163e000003 0010 ";
        assertThat(view(15, "0842 0000", addresses, SNAP, "0800", ip(6, TCP))).hasToString("wlan");
        assertThat(view(15, "8000 0000", addresses, SNAP, "0800", ip(6, TCP))).hasToString("wlan");
        assertThat(view(15, "4801 0000", addresses, SNAP, "0800", ip(6, TCP))).hasToString("wlan");
    }
}
