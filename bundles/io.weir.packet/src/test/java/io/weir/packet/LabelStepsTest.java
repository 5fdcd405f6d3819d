// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Packets.TCP;
import static io.weir.packet.Packets.eth;
import static io.weir.packet.Packets.ip;
import static io.weir.packet.Packets.ip6;
import static io.weir.packet.Packets.label;
import static io.weir.packet.Packets.stack;
import static io.weir.packet.Packets.view;
import static io.weir.packet.Packets.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.packet.PacketView.Stop;
import org.junit.jupiter.api.Test;

class LabelStepsTest {
    private static final String ONE = label(100, true);

    @Test
    void labelStackIsOneLayerWhateverItsDepth() {
        PacketView packet = view(1, eth(0x8847), label(16, false), label(17, false), label(18, true), ip(6, TCP));

        assertThat(packet).hasToString("eth.mpls.ip.tcp");
        assertThat(packet.offset(1)).isEqualTo(14);
        assertThat(packet.payload(1)).isEqualTo(14 + 12);
        assertThat(stack(eth(0x8848), ONE, ip6(6, TCP))).isEqualTo("eth.mpls.ip6.tcp");
    }

    @Test
    void explicitNullSaysWhatFollows() {
        assertThat(stack(eth(0x8847), label(0, true), ip(6, TCP))).isEqualTo("eth.mpls.ip.tcp");
        assertThat(stack(eth(0x8847), label(2, true), ip6(6, TCP))).isEqualTo("eth.mpls.ip6.tcp");
        PacketView wrong = view(1, eth(0x8847), label(0, true), ip6(6, TCP));
        assertThat(wrong).hasToString("eth.mpls");
        assertThat(wrong.stop()).isEqualTo(Stop.MALFORMED);
    }

    @Test
    void pseudowireHoldsEthernetWithAndWithoutControlWord() {
        assertThat(stack(eth(0x8847), ONE, "00000000", eth(0x0800), ip(6, TCP))).isEqualTo("eth.mpls.eth.ip.tcp");
        assertThat(stack(eth(0x8847), ONE, "00000007", eth(0x8100), vlan(7, 0x0800), ip(6, TCP)))
                .isEqualTo("eth.mpls.eth.vlan.ip.tcp");
        assertThat(stack(eth(0x8847), ONE, eth(0x0800), ip(6, TCP))).isEqualTo("eth.mpls.eth.ip.tcp");
    }

    @Test
    void ethernetAddressThatLooksLikeAnIpVersionIsNotTakenForOne() {
        String four = "40163e000002 00163e000001 0800";
        String five = "45163e000002 08163e000001 0800";
        String six = "6c163e000002 00163e000001 0800";
        assertThat(stack(eth(0x8847), ONE, four, ip(6, TCP))).isEqualTo("eth.mpls.eth.ip.tcp");
        assertThat(stack(eth(0x8847), ONE, five, ip(6, TCP))).isEqualTo("eth.mpls.eth.ip.tcp");
        assertThat(stack(eth(0x8847), ONE, six, ip(6, TCP))).isEqualTo("eth.mpls.eth.ip.tcp");
    }

    @Test
    void sourceAddressThatLooksLikeAnEtherTypeIsNotTakenForOne() {
        String from = "45000028 00014000 4006 %s 08004501 0a000002 ";
        assertThat(stack(eth(0x8847), ONE, from.formatted("e3cc"), TCP)).isEqualTo("eth.mpls.ip.tcp");
    }

    @Test
    void associatedChannelAndUnknownPayloadEndTheWalk() {
        PacketView channel = view(1, eth(0x8847), ONE, "10000021 45000000");
        assertThat(channel).hasToString("eth.mpls");
        assertThat(channel.stop()).isEqualTo(Stop.COMPLETE);
    }

    @Test
    void stackWithoutBottomIsListedAsFarAsItGoes() {
        PacketView packet = view(1, eth(0x8847), label(16, false).repeat(1000));

        assertThat(packet).hasToString("eth.mpls");
        assertThat(packet.payload(1)).isEqualTo(14 + 4000);
        assertThat(packet.stop()).isEqualTo(Stop.TRUNCATED);
        assertThat(view(1, eth(0x8847), label(16, false).repeat(999), ONE, ip(6, TCP)))
                .hasToString("eth.mpls.ip.tcp");
    }
}
