// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Packets.TCP;
import static io.weir.packet.Packets.eth;
import static io.weir.packet.Packets.ip;
import static io.weir.packet.Packets.ip6;
import static io.weir.packet.Packets.stack;
import static io.weir.packet.Packets.udp;
import static io.weir.packet.Packets.view;
import static io.weir.packet.Packets.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.packet.PacketView.Stop;
import org.junit.jupiter.api.Test;

class PacketViewTest {
    private static final String VXLAN = "08000000 00006400 ";

    @Test
    void stackNamesEveryLayerFromTheOutermost() {
        assertThat(stack(eth(0x0800), ip(6, TCP))).isEqualTo("eth.ip.tcp");
        assertThat(stack(eth(0x8100), vlan(10, 0x86dd), ip6(6, TCP))).isEqualTo("eth.vlan.ip6.tcp");
        assertThat(stack(eth(0x0800), ip(17, udp(4789, VXLAN, eth(0x0800), ip(6, TCP)))))
                .isEqualTo("eth.ip.udp.vxlan.eth.ip.tcp");
    }

    @Test
    void occurrencesAreCountedFromTheOutermost() {
        PacketView packet = view(PacketView.ETHERNET, eth(0x0800), ip(17, udp(4789, VXLAN, eth(0x0800), ip(6, TCP))));

        assertThat(packet.offset(Protocol.IP, 0)).isEqualTo(14);
        assertThat(packet.offset(Protocol.IP, 1)).isEqualTo(14 + 20 + 8 + 8 + 14);
        assertThat(packet.offset(Protocol.IP, 2)).isEqualTo(-1);
        assertThat(packet.offset(Protocol.TCP, 0)).isEqualTo(14 + 20 + 8 + 8 + 14 + 20);
        assertThat(packet.layer(Protocol.ETH, 1)).isEqualTo(4);
        assertThat(packet.offset(Protocol.VLAN, 0)).isEqualTo(-1);
        assertThat(packet.layer(Protocol.VLAN, 1)).isEqualTo(-1);
    }

    @Test
    void nothingOfTheLastPacketIsLeft() {
        byte[] tagged = Packets.bytes(eth(0x8100), vlan(10, 0x0800), ip(6, TCP));
        byte[] plain = Packets.bytes(eth(0x86dd), ip6(17, udp(9)));
        PacketView packet = new PacketView().dissect(tagged, 0, tagged.length, PacketView.ETHERNET);

        packet.dissect(plain, 0, plain.length, PacketView.ETHERNET);

        assertThat(packet).hasToString("eth.ip6.udp");
        assertThat(packet.offset(Protocol.VLAN, 0)).isEqualTo(-1);
        assertThat(packet.offset(Protocol.IP, 0)).isEqualTo(-1);
        assertThat(packet.offset(Protocol.TCP, 0)).isEqualTo(-1);
    }

    @Test
    void paddingBehindTheIpHeadersLengthIsNoPayload() {
        PacketView packet = view(PacketView.ETHERNET, eth(0x0800), ip(17, udp(9, "aabb")), "000000000000");

        assertThat(packet.end(packet.layer(Protocol.ETH, 0))).isEqualTo(14 + 30 + 6);
        assertThat(packet.end(packet.layer(Protocol.IP, 0))).isEqualTo(14 + 30);
        assertThat(packet.payload(packet.layer(Protocol.UDP, 0))).isEqualTo(14 + 28);
        assertThat(packet.end(packet.layer(Protocol.UDP, 0))).isEqualTo(14 + 30);
    }

    @Test
    void etherTypeIsThatBehindTheTags() {
        PacketView packet = view(PacketView.ETHERNET, eth(0x88a8), vlan(5, 0x8100), vlan(6, 0x0800), ip(6, TCP));

        assertThat(packet.etherType(0)).isEqualTo(0x0800);
        assertThat(packet.next(0)).isEqualTo(0x88a8);
        assertThat(packet.etherType(packet.layer(Protocol.VLAN, 1))).isEqualTo(0x0800);
    }

    @Test
    void laterFragmentHasNoTransportLayer() {
        PacketView first = view(PacketView.ETHERNET, eth(0x0800), ip(17, 0x2000, udp(53)));
        PacketView later = view(PacketView.ETHERNET, eth(0x0800), ip(17, 0x0010, udp(53)));

        assertThat(first.laterFragment(1)).isFalse();
        assertThat(first.offset(Protocol.UDP, 0)).isEqualTo(34);
        assertThat(later).hasToString("eth.ip");
        assertThat(later.laterFragment(1)).isTrue();
        assertThat(later.stop()).isEqualTo(Stop.COMPLETE);
    }

    @Test
    void portsAloneAreEnoughToListTcp() {
        byte[] bytes = Packets.bytes(eth(0x0800), ip(6, TCP));
        PacketView packet = new PacketView().dissect(bytes, 0, 38, PacketView.ETHERNET);
        assertThat(packet).hasToString("eth.ip.tcp");
        assertThat(packet.has(packet.offset(2) + 12, 2)).isFalse();

        packet.dissect(bytes, 0, 37, PacketView.ETHERNET);
        assertThat(packet).hasToString("eth.ip");
        assertThat(packet.stop()).isEqualTo(Stop.TRUNCATED);
    }
}
