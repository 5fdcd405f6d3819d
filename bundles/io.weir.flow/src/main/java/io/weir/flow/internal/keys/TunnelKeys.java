// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import static io.weir.packet.Protocol.GENEVE;
import static io.weir.packet.Protocol.GRE;
import static io.weir.packet.Protocol.GTP;
import static io.weir.packet.Protocol.MPLS;
import static io.weir.packet.Protocol.VXLAN;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.Printing;
import io.weir.packet.PacketView;
import io.weir.sflow.ByteView;
import java.util.List;

/** Flow keys of MPLS and of tunnels, those in the packet and those that switches tell of. */
public final class TunnelKeys {
    private static final int IPV4_EGRESS = 1023;
    private static final int IPV4_INGRESS = 1024;
    private static final int IPV6_EGRESS = 1025;
    private static final int IPV6_INGRESS = 1026;
    private static final int VNI_EGRESS = 1029;
    private static final int VNI_INGRESS = 1030;
    private static final int KEY_PRESENT = 0x2000;
    private static final int CHECKSUM_PRESENT = 0x8000;

    private TunnelKeys() {}

    private static FlowKey number(String name, boolean layered, String doc, Extractor extractor) {
        return new FlowKey(name, KeyType.INTEGER, layered, doc, extractor);
    }

    private static FlowKey address(String name, KeyType type, int tag, int at, String doc) {
        Extractor extractor = type == KeyType.IPV4 ? Field.ip4(tag, at) : Field.ip6(tag, at);
        return new FlowKey(name, type, false, doc, extractor);
    }

    public static List<FlowKey> rows() {
        return List.of(
                new FlowKey(
                        "mplslabels",
                        KeyType.TEXT,
                        true,
                        "Labels of the MPLS stack, outermost first, with dots between: 16001.24.",
                        TunnelKeys::labels),
                number("mplslabel", true, "Outermost label of the MPLS stack.", Header.u32(MPLS, 0, 12, 0xf_ffff)),
                number("mplsexp", true, "Traffic class of the outermost MPLS label.", Header.u32(MPLS, 0, 9, 7)),
                number("vxlanvni", true, "Network identifier of VXLAN.", Header.u32(VXLAN, 4, 8, 0xff_ffff)),
                number("genevevni", true, "Network identifier of Geneve.", Header.u32(GENEVE, 4, 8, 0xff_ffff)),
                number(
                        "grevsid",
                        true,
                        "Virtual subnet identifier of NVGRE: the first 24 bits of the GRE key.",
                        greKey(8)),
                number("grekey", true, "Key of GRE.", greKey(0)),
                number("gtpteid", true, "Tunnel endpoint identifier of GTP-U.", Header.u32(GTP, 4, 0, 0xffff_ffffL)),
                number(
                        "vni",
                        false,
                        "Network identifier of the tunnel, as the switch tells (extended_vni).",
                        Field.first(Field.u32(VNI_EGRESS, 0), Field.u32(VNI_INGRESS, 0))),
                address("inputipsource", KeyType.IPV4, IPV4_INGRESS, 8, "Source of the IPv4 tunnel it came by."),
                address(
                        "inputipdestination",
                        KeyType.IPV4,
                        IPV4_INGRESS,
                        12,
                        "Destination of the IPv4 tunnel it came by."),
                address("outputipsource", KeyType.IPV4, IPV4_EGRESS, 8, "Source of the IPv4 tunnel it leaves by."),
                address(
                        "outputipdestination",
                        KeyType.IPV4,
                        IPV4_EGRESS,
                        12,
                        "Destination of the IPv4 tunnel it leaves by."),
                address("inputip6source", KeyType.IPV6, IPV6_INGRESS, 8, "Source of the IPv6 tunnel it came by."),
                address(
                        "inputip6destination",
                        KeyType.IPV6,
                        IPV6_INGRESS,
                        24,
                        "Destination of the IPv6 tunnel it came by."),
                address("outputip6source", KeyType.IPV6, IPV6_EGRESS, 8, "Source of the IPv6 tunnel it leaves by."),
                address(
                        "outputip6destination",
                        KeyType.IPV6,
                        IPV6_EGRESS,
                        24,
                        "Destination of the IPv6 tunnel it leaves by."));
    }

    /** The optional key of GRE, its last bits shifted out. Source: RFC 2890, RFC 7637. */
    private static Extractor greKey(int shift) {
        return (sample, layer, out) -> {
            PacketView packet = sample.packet();
            int gre = packet.offset(GRE, layer);
            int flags = gre < 0 ? 0 : ByteView.u16(packet.bytes(), gre);
            int key = gre + ((flags & CHECKSUM_PRESENT) != 0 ? 8 : 4);
            return (flags & KEY_PRESENT) != 0
                    && packet.has(key, 4)
                    && out.set(KeyType.INTEGER, ByteView.u32(packet.bytes(), key) >>> shift);
        };
    }

    private static boolean labels(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int mpls = packet.layer(MPLS, layer);
        if (mpls < 0) {
            return false;
        }
        byte[] room = out.scratch(Printing.LONGEST);
        int end = 0;
        for (int at = packet.offset(mpls); at + 4 <= packet.payload(mpls) && end < Printing.LONGEST - 8; at += 4) {
            if (end > 0) {
                room[end++] = '.';
            }
            end = Printing.decimal(ByteView.u32(packet.bytes(), at) >>> 12, room, end);
        }
        return out.set(room, 0, end);
    }
}
