// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Packets.TCP;
import static io.weir.packet.Packets.eth;
import static io.weir.packet.Packets.ip;
import static io.weir.packet.Packets.ip6;
import static io.weir.packet.Packets.length;
import static io.weir.packet.Packets.stack;
import static io.weir.packet.Packets.u16;
import static io.weir.packet.Packets.u8;
import static io.weir.packet.Packets.udp;
import static io.weir.packet.Packets.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.packet.PacketView.Stop;
import org.junit.jupiter.api.Test;

class NetworkStepsTest {
    /** An IPv6 extension header of 8 bytes. */
    private static String extension(int next) {
        return u8(next) + "00 000000000000 ";
    }

    private static String fragment(int next, int offsetAndFlags) {
        return u8(next) + "00" + u16(offsetAndFlags) + "00000007 ";
    }

    @Test
    void optionsAreSteppedOver() {
        PacketView packet = view(11, "46", ip(6, "01010100", TCP).substring(2));

        assertThat(packet).hasToString("ip.tcp");
        assertThat(packet.payload(0)).isEqualTo(24);
        assertThat(packet.offset(Protocol.TCP, 0)).isEqualTo(24);
    }

    @Test
    void optionsThatWereCutOffHideTheTransport() {
        byte[] bytes = Packets.bytes("4f", ip(6, "01".repeat(40), TCP).substring(2));
        PacketView packet = new PacketView().dissect(bytes, 0, 50, 11);

        assertThat(packet).hasToString("ip");
        assertThat(packet.payload(0)).isEqualTo(packet.limit());
        assertThat(packet.stop()).isEqualTo(Stop.TRUNCATED);
    }

    @Test
    void headerThatContradictsItselfIsNotListed() {
        for (String head : new String[] {"44", "35", "65", "05"}) {
            PacketView packet = view(1, eth(0x0800), head, ip(6, TCP).substring(2));
            assertThat(packet).hasToString("eth");
            assertThat(packet.stop()).isEqualTo(Stop.MALFORMED);
        }
        assertThat(view(11, "45000013", ip(6, TCP).substring(8)).layers()).isZero();
        assertThat(view(12, "4", ip6(6, TCP).substring(1)).layers()).isZero();
    }

    @Test
    void lengthOfZeroIsAnOffloadedSegment() {
        PacketView ip = view(11, "45000000", ip(6, TCP).substring(8));
        assertThat(ip).hasToString("ip.tcp");
        assertThat(ip.end(0)).isEqualTo(ip.limit());
        assertThat(view(12, "60000000 0000", ip6(6, TCP).substring(12))).hasToString("ip6.tcp");
    }

    @Test
    void innerHeaderBeyondTheOuterLengthIsMalformed() {
        PacketView packet = view(11, "45000016", ip(6, TCP).substring(8));

        assertThat(packet).hasToString("ip");
        assertThat(packet.end(0)).isEqualTo(22);
        assertThat(packet.stop()).isEqualTo(Stop.MALFORMED);
    }

    @Test
    void everyTransportIsFound() {
        assertThat(stack(eth(0x0800), ip(1, "0800 0000 0001 0002"))).isEqualTo("eth.ip.icmp");
        assertThat(stack(eth(0x0800), ip(2, "1600 0000 e0000001"))).isEqualTo("eth.ip.igmp");
        assertThat(stack(eth(0x0800), ip(132, "04d2 0050 00000000 00000000"))).isEqualTo("eth.ip.sctp");
        assertThat(stack(eth(0x86dd), ip6(58, "8000 0000 0001 0002"))).isEqualTo("eth.ip6.icmp6");
        assertThat(stack(eth(0x0800), ip(50, "00000001 00000002", TCP))).isEqualTo("eth.ip.esp");
        PacketView unknown = view(1, eth(0x0800), ip(89, "0201002c"));
        assertThat(unknown).hasToString("eth.ip");
        assertThat(unknown.next(1)).isEqualTo(89);
        assertThat(unknown.stop()).isEqualTo(Stop.COMPLETE);
    }

    @Test
    void packetQuotedByIcmpIsNoLayer() {
        PacketView packet = view(11, ip(1, "0301 0000 00000000", ip(17, udp(53))));

        assertThat(packet).hasToString("ip.icmp");
        assertThat(packet.payload(1)).isEqualTo(28);
    }

    @Test
    void authenticationHeaderIsALayerAndSteppedOver() {
        String header = "06 04 0000 00000001 00000002 000000000000000000000000 ";
        PacketView packet = view(11, ip(51, header, TCP));

        assertThat(packet).hasToString("ip.ah.tcp");
        assertThat(packet.next(1)).isEqualTo(6);
        assertThat(view(12, ip6(51, header, TCP))).hasToString("ip6.ah.tcp");
        assertThat(view(11, ip(51, "06 00", header.substring(5), TCP)).stop()).isEqualTo(Stop.MALFORMED);
    }

    @Test
    void extensionHeadersBelongToTheIp6Layer() {
        PacketView packet = view(12, ip6(0, extension(60), extension(43), extension(6), TCP));

        assertThat(packet).hasToString("ip6.tcp");
        assertThat(packet.payload(0)).isEqualTo(40 + 24);
        assertThat(packet.next(0)).isEqualTo(6);
        assertThat(packet.routingHeader(0)).isEqualTo(56);
        assertThat(packet.fragmentHeader(0)).isEqualTo(-1);
        assertThat(packet.routingHeader(1)).isEqualTo(-1);
    }

    @Test
    void longExtensionHeaderIsSteppedOverByItsLength() {
        assertThat(view(12, ip6(60, "11 02 000000000000", "00".repeat(16), udp(9))))
                .hasToString("ip6.udp");
    }

    @Test
    void segmentRoutingHeaderLeadsToTheInnerPacket() {
        String segments = "29 02 04 00 00 00 0000 20010db8000000000000000000000099 ";
        PacketView packet = view(12, ip6(43, segments, ip6(6, TCP)));

        assertThat(packet).hasToString("ip6.ip6.tcp");
        assertThat(packet.routingHeader(0)).isEqualTo(40);
        assertThat(view(12, ip6(43, "04", segments.substring(2), ip(6, TCP)))).hasToString("ip6.ip.tcp");
        assertThat(view(12, ip6(43, "8f", segments.substring(2), eth(0x0800), ip(6, TCP))))
                .hasToString("ip6.eth.ip.tcp");
    }

    @Test
    void firstFragmentShowsItsTransportAndALaterOneDoesNot() {
        PacketView first = view(12, ip6(44, fragment(17, 1), udp(9)));
        PacketView later = view(12, ip6(44, fragment(17, 8), udp(9)));

        assertThat(first).hasToString("ip6.udp");
        assertThat(first.laterFragment(0)).isFalse();
        assertThat(first.fragmentHeader(0)).isEqualTo(40);
        assertThat(later).hasToString("ip6");
        assertThat(later.laterFragment(0)).isTrue();
        assertThat(later.next(0)).isEqualTo(17);
    }

    @Test
    void nothingOfAnEarlierIp6LayerIsLeftInALaterOne() {
        PacketView packet = view(12, ip6(44, fragment(17, 1), udp(9)));
        byte[] plain = Packets.bytes(ip6(6, TCP));

        packet.dissect(plain, 0, plain.length, 12);

        assertThat(packet.fragmentHeader(0)).isEqualTo(-1);
        assertThat(packet.laterFragment(0)).isFalse();
        assertThat(packet.laterFragment(1)).isFalse();
    }

    @Test
    void endlessExtensionsAreCutOff() {
        PacketView packet = view(12, ip6(60, extension(60).repeat(1000), TCP));

        assertThat(packet).hasToString("ip6");
        assertThat(packet.stop()).isEqualTo(Stop.TOO_DEEP);
        byte[] cut = Packets.bytes(ip6(60, extension(60), extension(60)));
        assertThat(new PacketView().dissect(cut, 0, 52, 12).stop()).isEqualTo(Stop.TRUNCATED);
    }

    @Test
    void packetsInPacketsAreLayers() {
        assertThat(view(11, ip(4, ip(6, TCP)))).hasToString("ip.ip.tcp");
        assertThat(view(11, ip(41, ip6(6, TCP)))).hasToString("ip.ip6.tcp");
        assertThat(view(12, ip6(4, ip(6, TCP)))).hasToString("ip6.ip.tcp");
        assertThat(view(12, ip6(41, ip6(6, TCP)))).hasToString("ip6.ip6.tcp");
    }

    @Test
    void deepStacksEndAtTheMost() {
        String nested = ip(6, TCP);
        for (int i = 0; i < 1000; i++) {
            nested = "45000000 00014000 40040000 0a000001 0a000002" + nested;
        }
        PacketView packet = view(11, nested);

        assertThat(packet.layers()).isEqualTo(PacketView.MAX_LAYERS);
        assertThat(packet.stop()).isEqualTo(Stop.TOO_DEEP);
        assertThat(packet.offset(Protocol.IP, 15)).isEqualTo(15 * 20);
        assertThat(packet.offset(Protocol.IP, 16)).isEqualTo(-1);
        assertThat(length(nested)).isGreaterThan(20_000);
    }
}
