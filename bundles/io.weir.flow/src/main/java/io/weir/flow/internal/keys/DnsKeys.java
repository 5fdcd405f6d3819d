// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import static io.weir.packet.Protocol.DNS;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.Printing;
import io.weir.packet.PacketView;
import io.weir.sflow.ByteView;
import java.util.List;

/** Flow keys of DNS over UDP: of the first question, RFC 1035 §4.1. */
final class DnsKeys {
    private static final int HEADER = 12;

    /** Source: IANA, DNS parameters. */
    private static final Names TYPES = new Names(258)
            .from(1, "A NS")
            .from(5, "CNAME SOA")
            .from(10, "NULL")
            .from(12, "PTR HINFO MINFO MX TXT RP")
            .from(28, "AAAA LOC")
            .from(33, "SRV")
            .from(35, "NAPTR")
            .from(39, "DNAME")
            .from(41, "OPT")
            .from(43, "DS SSHFP")
            .from(46, "RRSIG NSEC DNSKEY")
            .from(50, "NSEC3 NSEC3PARAM TLSA")
            .from(64, "SVCB HTTPS")
            .from(251, "IXFR AXFR")
            .from(255, "ANY")
            .from(257, "CAA");

    private static final Names CODES = new Names(11)
            .from(0, "NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE");

    private static final Extractor TYPE = (sample, layer, out) -> question(sample, layer, 0, out);

    private DnsKeys() {}

    static List<FlowKey> rows() {
        return List.of(
                new FlowKey(
                        "dnsqname",
                        KeyType.TEXT,
                        true,
                        "Name that is asked for, in lower case, with a dot at its end: www.example.com.",
                        DnsKeys::name),
                new FlowKey("dnsqtype", KeyType.INTEGER, true, "Type that is asked for: 1 is A.", TYPE),
                new FlowKey(
                        "dnsqtypename", KeyType.TEXT, true, "Type that is asked for: A, AAAA, PTR.", TYPES.of(TYPE)),
                new FlowKey(
                        "dnsqclass",
                        KeyType.INTEGER,
                        true,
                        "Class that is asked for: 1 is the internet.",
                        (sample, layer, out) -> question(sample, layer, 2, out)),
                new FlowKey("dnsqr", KeyType.BOOLEAN, true, "Whether it is a response.", Header.flag(DNS, 2, 7)),
                new FlowKey(
                        "dnsrcode",
                        KeyType.TEXT,
                        true,
                        "Outcome that the DNS header tells: NXDOMAIN.",
                        CODES.of(Header.u8(DNS, 3, 0, 0xf))));
    }

    /** Behind the name in question when it was sampled whole, else -1. */
    private static int behindName(PacketView packet, int dns) {
        int at = dns + HEADER;
        while (packet.has(at, 1)) {
            int length = packet.bytes()[at] & 0xff;
            if (length == 0) {
                return at + 1;
            }
            if (length > 63) {
                return -1; // a compressed name makes no sense in the first question
            }
            at += 1 + length;
        }
        return -1;
    }

    private static boolean asks(PacketView packet, int dns) {
        return dns >= 0 && ByteView.u16(packet.bytes(), dns + 4) > 0;
    }

    private static boolean question(Observation sample, int layer, int at, KeyValue out) {
        PacketView packet = sample.packet();
        int dns = packet.offset(DNS, layer);
        int behind = asks(packet, dns) ? behindName(packet, dns) : -1;
        return behind >= 0
                && packet.has(behind + at, 2)
                && out.set(KeyType.INTEGER, ByteView.u16(packet.bytes(), behind + at));
    }

    private static boolean name(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int dns = packet.offset(DNS, layer);
        int behind = asks(packet, dns) ? behindName(packet, dns) : -1;
        int length = behind - 1 - (dns + HEADER);
        if (behind < 0 || length > Printing.LONGEST - 2) {
            return false;
        }
        byte[] room = out.scratch(Printing.LONGEST);
        if (length == 0) {
            room[0] = '.';
            return out.set(room, 0, 1);
        }
        return out.set(room, 0, write(packet.bytes(), dns + HEADER, room));
    }

    private static int write(byte[] bytes, int from, byte[] room) {
        int to = 0;
        int at = from;
        while (bytes[at] != 0) {
            int end = at + 1 + bytes[at];
            for (at++; at < end; at++) {
                byte letter = bytes[at];
                room[to++] = letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
            }
            room[to++] = '.';
        }
        return to;
    }
}
