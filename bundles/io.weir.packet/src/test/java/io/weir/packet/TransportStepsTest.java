// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Packets.TCP;
import static io.weir.packet.Packets.ip;
import static io.weir.packet.Packets.label;
import static io.weir.packet.Packets.u16;
import static io.weir.packet.Packets.udp;
import static io.weir.packet.Packets.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.packet.PacketView.Stop;
import org.junit.jupiter.api.Test;

class TransportStepsTest {
    private static final String DNS = "0001 0100 0001 0000 0000 0000 ";

    @Test
    void optionsOfTcpAreNoPayload() {
        String options = TCP.replace("5012", "6012") + "020405b4";
        PacketView packet = view(11, ip(6, options, "abcd"));

        assertThat(packet.payload(1)).isEqualTo(20 + 24);
        assertThat(packet.end(1)).isEqualTo(20 + 26);
    }

    @Test
    void lengthOfUdpBoundsItsPayload() {
        PacketView packet = view(11, ip(17, udp(9, "aabb"), "ffff"));

        assertThat(packet.end(0)).isEqualTo(packet.limit());
        assertThat(packet.end(1)).isEqualTo(packet.limit() - 2);
        assertThat(packet.next(1)).isEqualTo(9);
    }

    @Test
    void wrongLengthOfUdpLeavesThePortsAndEndsTheWalk() {
        PacketView packet = view(11, ip(17, u16(40000), u16(53), u16(7), "0000", DNS));

        assertThat(packet).hasToString("ip.udp");
        assertThat(packet.stop()).isEqualTo(Stop.MALFORMED);
        assertThat(view(11, ip(17, u16(40000), u16(53), u16(0), "0000", DNS))).hasToString("ip.udp.dns");
    }

    @Test
    void portsAloneAreEnoughToListUdp() {
        byte[] bytes = Packets.bytes(ip(17, udp(53, DNS)));
        PacketView packet = new PacketView().dissect(bytes, 0, 24, 11);

        assertThat(packet).hasToString("ip.udp");
        assertThat(packet.stop()).isEqualTo(Stop.TRUNCATED);
    }

    @Test
    void dnsIsFoundByEitherPortWhereItsHeaderIsThere() {
        assertThat(view(11, ip(17, udp(53, DNS)))).hasToString("ip.udp.dns");
        assertThat(view(11, ip(17, u16(53), u16(40000), u16(20), "0000", DNS))).hasToString("ip.udp.dns");
        assertThat(view(11, ip(17, udp(53, "0001 0100")))).hasToString("ip.udp");
        assertThat(view(11, ip(6, TCP.replace("0050", "0035"), DNS))).hasToString("ip.tcp");
    }

    @Test
    void baseTransportHeaderAndLabelsAreFoundByPort() {
        assertThat(view(11, ip(17, udp(4791, "0440ffff 00000012 00000001 00000000"))))
                .hasToString("ip.udp.ibbt");
        assertThat(view(11, ip(17, udp(6635, label(16, true), ip(6, TCP))))).hasToString("ip.udp.mpls.ip.tcp");
        assertThat(view(11, ip(17, udp(9, TCP)))).hasToString("ip.udp");
    }
}
