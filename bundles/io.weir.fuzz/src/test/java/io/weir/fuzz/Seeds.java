// SPDX-License-Identifier: Apache-2.0
package io.weir.fuzz;

import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.CustomSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.DiscardSampleBuilder;
import io.weir.demo.internal.encoder.FlowRecords;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.InterfaceCounters;
import io.weir.demo.internal.encoder.PacketBuilder;
import java.util.List;

/** What a fuzzer starts from. */
final class Seeds {
    private static final String MAC = "020000000001";

    private Seeds() {}

    static List<PacketBuilder> packets() {
        return List.of(
                frame().ipv4("192.0.2.1", "192.0.2.2").tcp(40_000, 443).payload(40),
                frame().vlan(7).ipv6("2001:db8::1", "2001:db8::2").udp(4000, 53).dnsQuery(7, "www.example.com"),
                frame().ipv4("192.0.2.1", "192.0.2.2")
                        .udp(4000, 4789)
                        .vxlan(7)
                        .inner(MAC, MAC)
                        .ipv4("198.51.100.1", "198.51.100.2")
                        .tcp(1, 2)
                        .payload(4),
                frame().mpls(16)
                        .mpls(17)
                        .ipv4("192.0.2.1", "192.0.2.2")
                        .icmp(3, 3)
                        .payload(40),
                frame().ipv4("192.0.2.1", "192.0.2.2")
                        .gre()
                        .ipv4("198.51.100.1", "198.51.100.2")
                        .tcp(1, 2),
                frame().arp(1, MAC, "192.0.2.1", MAC, "192.0.2.2"));
    }

    private static PacketBuilder frame() {
        return PacketBuilder.ethernet(MAC, MAC);
    }

    static List<byte[]> headers() {
        return packets().stream().map(PacketBuilder::bytes).toList();
    }

    static List<byte[]> datagrams() {
        DatagramBuilder flows = DatagramBuilder.agent("10.0.0.1");
        for (PacketBuilder packet : packets()) {
            flows.add(FlowSampleBuilder.of(3)
                    .packet(packet)
                    .add(FlowRecords.extendedSwitch(1, 0, 2, 0))
                    .add(FlowRecords.extendedRouter("192.0.2.9", 24, 24))
                    .add(FlowRecords.extendedGateway("192.0.2.9", 1, 2, 3, List.of(4L, 5L), List.of(65_536L), 100))
                    .add(FlowRecords.extendedUser("anne", "bob")));
        }
        return List.of(
                flows.bytes(),
                DatagramBuilder.agent("2001:db8::1")
                        .add(FlowSampleBuilder.of(3).expanded().packet(packets().get(0)))
                        .add(DiscardSampleBuilder.of(3).packet(packets().get(1)))
                        .add(CounterSampleBuilder.of(3)
                                .add(InterfaceCounters.of(3)
                                        .speed(1_000_000_000)
                                        .in(1, 1)
                                        .out(1, 1)
                                        .build())
                                .add(CounterRecords.ethernet(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13))
                                .add(CounterRecords.portName("swp3")))
                        .bytes(),
                DatagramBuilder.agent("10.0.0.1")
                        .add(CustomSampleBuilder.metrics("probe")
                                .text("a", "b")
                                .counter64("n", 7)
                                .gaugeFloat("f", 1.5))
                        .add(CustomSampleBuilder.flow("nat", 10, 500)
                                .mac("mac", MAC)
                                .ip("ip", "192.0.2.1"))
                        .bytes());
    }
}
