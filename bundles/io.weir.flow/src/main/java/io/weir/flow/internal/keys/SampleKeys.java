// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.net.Address;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.NumberExtractor;
import io.weir.flow.internal.Printing;
import io.weir.sflow.ByteView;
import io.weir.sflow.SampleRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Flow keys of the sample itself: where it was taken, what it stands for, and how the switch forwarded the packet. */
public final class SampleKeys {
    private static final int EXTENDED_ROUTER = 1002;
    private static final int EXTENDED_GATEWAY = 1003;
    private static final int EXTENDED_USER = 1004;
    private static final int EXTENDED_ACL = 1037;
    private static final int HARDWARE_TRAP = 1041;

    private static final byte[] INGRESS = "ingress".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EGRESS = "egress".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_SEGMENTS = 64;

    private SampleKeys() {}

    private static FlowKey key(String name, KeyType type, String doc, Extractor extractor) {
        return new FlowKey(name, type, false, doc, extractor);
    }

    private static FlowKey number(String name, String doc, Extractor extractor) {
        return key(name, KeyType.INTEGER, doc, extractor);
    }

    private static FlowKey text(String name, String doc, Extractor extractor) {
        return key(name, KeyType.TEXT, doc, extractor);
    }

    public static List<FlowKey> rows() {
        return List.of(
                number(
                        "bytes",
                        "Bytes of the frame on the wire with its check sequence, or of an application's answer and request.",
                        new FrameBytes()),
                number("frames", "1: as a value, the frames a second.", (s, l, o) -> o.set(KeyType.INTEGER, 1)),
                number("stripped", "Bytes the agent took off the frame before sampling.", SampleKeys::stripped),
                number("samplingrate", "How many packets the sample stands for.", SampleKeys::samplingRate),
                text("stack", "Protocols of the packet's headers, outermost first: eth.ip.tcp.", new Stack()),
                key(
                        "agent",
                        KeyType.IPV4,
                        "Address of the agent that took the sample.",
                        new SampleNumber(KeyType.IPV4, SampleKeys::agent4, SampleKeys::agent6)),
                text("datasource", "Name of the data source within the agent.", SampleKeys::dataSource),
                key(
                        "inputifindex",
                        KeyType.INTERFACE,
                        "Interface the packet came in by: its ifIndex, or internal, multiple, discard, unknown.",
                        new SampleNumber(
                                KeyType.INTERFACE,
                                s -> s.inputFormat() == 0 ? s.input() : NumberExtractor.UNTOLD,
                                (s, l, o) -> o.set(KeyType.INTERFACE, s.inputFormat(), s.input()))),
                key(
                        "outputifindex",
                        KeyType.INTERFACE,
                        "Interface the packet leaves by: its ifIndex, or internal, multiple, discard, unknown.",
                        new SampleNumber(
                                KeyType.INTERFACE,
                                s -> s.outputFormat() == 0 ? s.output() : NumberExtractor.UNTOLD,
                                (s, l, o) -> o.set(KeyType.INTERFACE, s.outputFormat(), s.output()))),
                text(
                        "direction",
                        "Whether the data source is where the packet came in (ingress) or leaves (egress).",
                        SampleKeys::direction),
                text("reason", "Why the packet was discarded: acl, ttl_exceeded.", SampleKeys::reason),
                number(
                        "queueindex",
                        "Queue the packet leaves by.",
                        Field.first(Field.u32(1036, 0), Field.u32(4413 << 12 | 1, 0))),
                number("queuedepth", "Depth of the queue in bytes.", Field.u32(1040, 0)),
                number("transitdelay", "Time within the switch in ns.", Field.u32(1039, 0)),
                text("function", "Function of the software that discarded the packet.", Field.text(1038, 0, 0)),
                text(
                        "hwtrapgroup",
                        "Group of the hardware trap that discarded the packet.",
                        Field.text(HARDWARE_TRAP, 0, 0)),
                text("hwtrapname", "Hardware trap that discarded the packet.", Field.text(HARDWARE_TRAP, 0, 1)),
                text("linuxreason", "Why the Linux kernel discarded the packet.", Field.text(1042, 0, 0)),
                number("aclnumber", "Number of the access list entry that applied.", Field.u32(EXTENDED_ACL, 0)),
                text("aclname", "Name of the access list entry that applied.", Field.text(EXTENDED_ACL, 4, 0)),
                text("sourceuser", "User the packet came from.", Field.text(EXTENDED_USER, 4, 0)),
                text("destinationuser", "User the packet goes to.", SampleKeys::destinationUser),
                key("ipnexthoprouter", KeyType.IPV4, "Next router, IPv4.", Field.address(EXTENDED_ROUTER, 4)),
                number(
                        "ipsourcemaskbits",
                        "Bits of the route back to the IPv4 source.",
                        Field.behindAddress(EXTENDED_ROUTER, 0, 4)),
                number(
                        "ipdestinationmaskbits",
                        "Bits of the route to the IPv4 destination.",
                        Field.behindAddress(EXTENDED_ROUTER, 4, 4)),
                key("ip6nexthoprouter", KeyType.IPV6, "Next router, IPv6.", Field.address(EXTENDED_ROUTER, 6)),
                number(
                        "ip6sourcemaskbits",
                        "Bits of the route back to the IPv6 source.",
                        Field.behindAddress(EXTENDED_ROUTER, 0, 6)),
                number(
                        "ip6destinationmaskbits",
                        "Bits of the route to the IPv6 destination.",
                        Field.behindAddress(EXTENDED_ROUTER, 4, 6)),
                key(
                        "bgpnexthop",
                        KeyType.IPV4,
                        "BGP next hop.",
                        Field.first(Field.address(EXTENDED_GATEWAY, 4), Field.address(EXTENDED_GATEWAY, 6))),
                number("bgpas", "Autonomous system of the router.", Field.behindAddress(EXTENDED_GATEWAY, 0, 0)),
                number("bgpsourceas", "Autonomous system of the source.", Field.behindAddress(EXTENDED_GATEWAY, 4, 0)),
                number(
                        "bgpsourcepeeras",
                        "Autonomous system of the peer towards the source.",
                        Field.behindAddress(EXTENDED_GATEWAY, 8, 0)),
                number(
                        "bgpdestinationas",
                        "Autonomous system of the destination: the last of the path.",
                        gateway(Gateway.LAST)),
                number(
                        "bgpdestinationpeeras",
                        "Autonomous system of the peer towards the destination: the first of the path.",
                        gateway(Gateway.FIRST)),
                text(
                        "bgpdestinationaspath",
                        "Autonomous systems on the way to the destination, with - between.",
                        gateway(Gateway.PATH)),
                text("bgpcommunities", "BGP communities, with - between: 65000:100.", gateway(Gateway.COMMUNITIES)),
                number("bgplocalpref", "BGP local preference.", gateway(Gateway.PREFERENCE)));
    }

    private static boolean stripped(Observation sample, int layer, KeyValue out) {
        return out.set(KeyType.INTEGER, sample.stripped());
    }

    private static boolean samplingRate(Observation sample, int layer, KeyValue out) {
        return out.set(KeyType.INTEGER, sample.samplingRate());
    }

    private static long agent4(Observation sample) {
        Address address = sample.dataSource().agent().address();
        return address.isIpv4() ? address.low() & 0xffff_ffffL : NumberExtractor.UNTOLD;
    }

    private static boolean agent6(Observation sample, int layer, KeyValue out) {
        Address address = sample.dataSource().agent().address();
        return out.set(KeyType.IPV6, address.high(), address.low());
    }

    private static boolean dataSource(Observation sample, int layer, KeyValue out) {
        DataSource source = sample.dataSource();
        byte[] room = out.scratch(Printing.LONGEST);
        int end = 0;
        if (source.sourceClass() > 3) {
            String name = source.name();
            for (int i = 0; i < Math.min(name.length(), Printing.LONGEST); i++) {
                room[end++] = (byte) Math.min(name.charAt(i), '~');
            }
            return out.set(room, 0, end);
        }
        if (source.sourceClass() > 0) {
            end = Printing.decimal(source.sourceClass(), room, 0);
            room[end++] = '.';
        }
        return out.set(room, 0, Printing.decimal(source.index(), room, end));
    }

    private static boolean direction(Observation sample, int layer, KeyValue out) {
        DataSource source = sample.dataSource();
        if (source.sourceClass() != 0) {
            return false;
        }
        if (sample.inputFormat() == 0 && sample.input() == source.index()) {
            return out.set(INGRESS, 0, INGRESS.length);
        }
        return sample.outputFormat() == 0 && sample.output() == source.index() && out.set(EGRESS, 0, EGRESS.length);
    }

    private static boolean reason(Observation sample, int layer, KeyValue out) {
        return sample.discarded() && DiscardReasons.NAMES.name(sample.reason(), out);
    }

    private static boolean destinationUser(Observation sample, int layer, KeyValue out) {
        SampleRecords records = sample.records();
        int place = Field.find(records, EXTENDED_USER, 0, 8);
        if (place < 0) {
            return false;
        }
        int source = ByteView.int32(records.bytes(), place + 4);
        int before = 8 + (source + 3 & ~3);
        int head = source < 0 || source > 65_536 ? -1 : Field.find(records, EXTENDED_USER, before, 8);
        int length = head < 0 ? 0 : ByteView.int32(records.bytes(), head + 4);
        int text = length <= 0 ? -1 : Field.find(records, EXTENDED_USER, before + 8, length);
        return text >= 0 && out.set(records.bytes(), text, length);
    }

    /** What of the variable part of extended_gateway. */
    private enum Gateway {
        FIRST,
        LAST,
        PATH,
        COMMUNITIES,
        PREFERENCE
    }

    /** Walks the path's segments, the communities and what follows, never beyond the record. */
    private static Extractor gateway(Gateway wanted) {
        return (sample, layer, out) -> {
            SampleRecords records = sample.records();
            int index = layer == 0 ? records.find(EXTENDED_GATEWAY) : -1;
            int place = index < 0 ? -1 : Field.find(records, EXTENDED_GATEWAY, 0, 4);
            if (place < 0) {
                return false;
            }
            int path = place + 4 + Field.width(ByteView.int32(records.bytes(), place)) + 12;
            return gateway(records.bytes(), path, records.offset(index) + records.length(index), wanted, out);
        };
    }

    private static boolean gateway(byte[] bytes, int path, int end, Gateway wanted, KeyValue out) {
        byte[] room = out.scratch(Printing.LONGEST);
        int written = 0;
        long first = -1;
        long last = -1;
        int at = path;
        int segments = end - at < 4 ? -1 : ByteView.int32(bytes, at);
        at += 4;
        for (int i = 0; i < segments && i < MOST_SEGMENTS; i++) {
            int count = end - at < 8 ? -1 : ByteView.int32(bytes, at + 4);
            at += 8;
            if (count < 0 || count > end - at >> 2) {
                return false;
            }
            for (int j = 0; j < count; j++, at += 4) {
                last = ByteView.u32(bytes, at);
                first = first < 0 ? last : first;
                written = wanted == Gateway.PATH ? append(last, room, written) : 0;
            }
        }
        return switch (wanted) {
            case FIRST -> first >= 0 && out.set(KeyType.INTEGER, first);
            case LAST -> last >= 0 && out.set(KeyType.INTEGER, last);
            case PATH -> written > 0 && out.set(room, 0, written);
            case COMMUNITIES, PREFERENCE ->
                segments >= 0 && segments <= MOST_SEGMENTS && communities(bytes, at, end, wanted, out);
        };
    }

    private static int append(long number, byte[] room, int at) {
        if (at > Printing.LONGEST - 12) {
            return at;
        }
        int to = at;
        if (to > 0) {
            room[to++] = '-';
        }
        return Printing.decimal(number, room, to);
    }

    private static boolean communities(byte[] bytes, int from, int end, Gateway wanted, KeyValue out) {
        int count = end - from < 4 ? -1 : ByteView.int32(bytes, from);
        int at = from + 4;
        if (count < 0 || count > end - at >> 2) {
            return false;
        }
        if (wanted == Gateway.PREFERENCE) {
            int preference = at + 4 * count;
            return end - preference >= 4 && out.set(KeyType.INTEGER, ByteView.u32(bytes, preference));
        }
        byte[] room = out.scratch(Printing.LONGEST);
        int written = 0;
        for (int i = 0; i < count && written < Printing.LONGEST - 16; i++) {
            written = append(ByteView.u16(bytes, at + 4 * i), room, written);
            room[written++] = ':';
            written = Printing.decimal(ByteView.u16(bytes, at + 4 * i + 2), room, written);
        }
        return written > 0 && out.set(room, 0, written);
    }
}
