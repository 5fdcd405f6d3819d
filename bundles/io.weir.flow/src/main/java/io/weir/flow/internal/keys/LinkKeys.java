// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import static io.weir.packet.Protocol.ARP;
import static io.weir.packet.Protocol.ETH;
import static io.weir.packet.Protocol.VLAN;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import java.util.List;

/** Flow keys of the link layer. */
public final class LinkKeys {
    private static final int SAMPLED_ETHERNET = 2;
    private static final int EXTENDED_SWITCH = 1001;

    private static final Extractor DESTINATION = Header.or(Header.mac(ETH, 0), Field.mac(SAMPLED_ETHERNET, 12));
    private static final Extractor SOURCE = Header.or(Header.mac(ETH, 6), Field.mac(SAMPLED_ETHERNET, 4));

    private LinkKeys() {}

    public static List<FlowKey> rows() {
        return List.of(
                new FlowKey("macsource", KeyType.MAC, true, "Source MAC address.", SOURCE),
                new FlowKey("macdestination", KeyType.MAC, true, "Destination MAC address.", DESTINATION),
                new FlowKey(
                        "ethernetprotocol",
                        KeyType.INTEGER,
                        true,
                        "EtherType of what the Ethernet frame carries, behind its VLAN tags: 2048 is IPv4.",
                        new EtherType(Field.u32(SAMPLED_ETHERNET, 20))),
                new FlowKey(
                        "vlan",
                        KeyType.INTEGER,
                        true,
                        "VLAN of the 802.1Q tag, else the one the switch says the packet came in by.",
                        Header.or(Header.u16(VLAN, 0, 0xfff), Field.u32(EXTENDED_SWITCH, 0))),
                new FlowKey(
                        "priority",
                        KeyType.INTEGER,
                        true,
                        "802.1p priority of the tag, else the one the switch says the packet came in with.",
                        Header.or(Header.u8(VLAN, 0, 5, 7), Field.u32(EXTENDED_SWITCH, 4))),
                new FlowKey(
                        "vlansource",
                        KeyType.INTEGER,
                        false,
                        "VLAN the packet came in by (extended_switch).",
                        Field.u32(EXTENDED_SWITCH, 0)),
                new FlowKey(
                        "prioritysource",
                        KeyType.INTEGER,
                        false,
                        "Priority the packet came in with (extended_switch).",
                        Field.u32(EXTENDED_SWITCH, 4)),
                new FlowKey(
                        "vlandestination",
                        KeyType.INTEGER,
                        false,
                        "VLAN the packet leaves by (extended_switch).",
                        Field.u32(EXTENDED_SWITCH, 8)),
                new FlowKey(
                        "prioritydestination",
                        KeyType.INTEGER,
                        false,
                        "Priority the packet leaves with (extended_switch).",
                        Field.u32(EXTENDED_SWITCH, 12)),
                new FlowKey(
                        "isunicast",
                        KeyType.BOOLEAN,
                        true,
                        "Whether the destination MAC address is one station's.",
                        (sample, layer, out) -> DESTINATION.extract(sample, layer, out)
                                && out.set(KeyType.BOOLEAN, group(out) ? 0 : 1)),
                new FlowKey(
                        "ismulticast",
                        KeyType.BOOLEAN,
                        true,
                        "Whether the destination MAC address is a group's, and not broadcast.",
                        (sample, layer, out) -> DESTINATION.extract(sample, layer, out)
                                && out.set(KeyType.BOOLEAN, group(out) && !broadcast(out) ? 1 : 0)),
                new FlowKey(
                        "isbroadcast",
                        KeyType.BOOLEAN,
                        true,
                        "Whether the destination MAC address is everybody's.",
                        (sample, layer, out) -> DESTINATION.extract(sample, layer, out)
                                && out.set(KeyType.BOOLEAN, broadcast(out) ? 1 : 0)),
                new FlowKey(
                        "arpoperation",
                        KeyType.INTEGER,
                        true,
                        "ARP operation: 1 request, 2 reply.",
                        Header.u16(ARP, 6)),
                new FlowKey("arpmacsender", KeyType.MAC, true, "ARP sender's MAC address.", Header.mac(ARP, 8)),
                new FlowKey("arpipsender", KeyType.IPV4, true, "ARP sender's IPv4 address.", Header.ip4(ARP, 14)),
                new FlowKey("arpmactarget", KeyType.MAC, true, "ARP target's MAC address.", Header.mac(ARP, 18)),
                new FlowKey("arpiptarget", KeyType.IPV4, true, "ARP target's IPv4 address.", Header.ip4(ARP, 24)));
    }

    private static boolean group(KeyValue mac) {
        return (mac.low() >> 40 & 1) != 0;
    }

    private static boolean broadcast(KeyValue mac) {
        return mac.low() == 0xffff_ffff_ffffL;
    }
}
