// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import static io.weir.packet.Protocol.SCTP;
import static io.weir.packet.Protocol.TCP;
import static io.weir.packet.Protocol.UDP;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.packet.Protocol;
import io.weir.sflow.ByteView;
import io.weir.sflow.SampleRecords;
import java.util.List;

/** Flow keys of TCP, UDP and SCTP, and of what hosts tell of their TCP connections. */
public final class TransportKeys {
    private static final int SAMPLED_IPV4 = 3;
    private static final int SAMPLED_IPV6 = 4;
    private static final int TCP_INFO = 2209;
    private static final int TCP_PROTOCOL = 6;
    private static final int UDP_PROTOCOL = 17;
    private static final int SCTP_PROTOCOL = 132;

    private TransportKeys() {}

    private static FlowKey number(String name, String doc, Extractor extractor) {
        return new FlowKey(name, KeyType.INTEGER, true, doc, extractor);
    }

    private static FlowKey info(String name, int at, String doc) {
        return new FlowKey(name, KeyType.INTEGER, false, doc + " (extended_tcp_info).", Field.u32(TCP_INFO, at));
    }

    public static List<FlowKey> rows() {
        return List.of(
                number("tcpsourceport", "Source port of TCP.", port(TCP, TCP_PROTOCOL, 0)),
                number("tcpdestinationport", "Destination port of TCP.", port(TCP, TCP_PROTOCOL, 2)),
                new FlowKey(
                        "tcpflags",
                        KeyType.BITS,
                        true,
                        "TCP flags: NS CWR ECE URG ACK PSH RST SYN FIN, so that 000000010 is SYN.",
                        Header.or(Header.bits(TCP, 12, 0, 9), recorded(TCP_PROTOCOL, 8, KeyType.BITS))),
                number("tcpwindow", "Window that TCP advertises, not scaled.", Header.u16(TCP, 14)),
                number("udpsourceport", "Source port of UDP.", port(UDP, UDP_PROTOCOL, 0)),
                number("udpdestinationport", "Destination port of UDP.", port(UDP, UDP_PROTOCOL, 2)),
                number("udpbytes", "Bytes of the UDP datagram with its header.", Header.u16(UDP, 4)),
                number("sctpsourceport", "Source port of SCTP.", port(SCTP, SCTP_PROTOCOL, 0)),
                number("sctpdestinationport", "Destination port of SCTP.", port(SCTP, SCTP_PROTOCOL, 2)),
                info("tcpdirection", 0, "1 when the host received the packet, 2 when it sent it"),
                info("tcpmsssnd", 4, "Largest segment it sends, in bytes"),
                info("tcpmssrcv", 8, "Largest segment it receives, in bytes"),
                info("tcpunacked", 12, "Segments that are not acknowledged yet"),
                info("tcplost", 16, "Segments that are held for lost"),
                info("tcpretrans", 20, "Segments that are being sent again"),
                info("tcppmtu", 24, "Path MTU in bytes"),
                info("tcprtt", 28, "Smoothed round trip time in us"),
                info("tcprttvar", 32, "Variation of the round trip time in us"),
                info("tcprttsdev", 32, "Variation of the round trip time in us, as tcprttvar"),
                info("tcpcwndsnd", 36, "Congestion window in segments"),
                info("tcpreordering", 40, "Segments out of order that are tolerated"),
                info("tcprttmin", 44, "Least round trip time in us"),
                new FlowKey(
                        "tcprttwait",
                        KeyType.INTEGER,
                        false,
                        "Round trip time above the least one in us: time spent waiting in queues (extended_tcp_info).",
                        TransportKeys::waiting));
    }

    private static Extractor port(Protocol protocol, int number, int at) {
        return Header.or(Header.u16(protocol, at), recorded(number, at * 2, KeyType.INTEGER));
    }

    /** A field {@code at} bytes behind the addresses of sampled_ipv4 or sampled_ipv6, if its protocol is this one. */
    private static Field recorded(int protocol, int at, KeyType type) {
        return Field.in(
                (sample, layer, out) -> {
                    SampleRecords records = sample.records();
                    int place = Field.find(records, SAMPLED_IPV4, 0, 32);
                    int ports = place + 16;
                    if (place < 0) {
                        place = Field.find(records, SAMPLED_IPV6, 0, 56);
                        ports = place + 40;
                    }
                    if (place < 0 || ByteView.u32(records.bytes(), place + 4) != protocol) {
                        return false;
                    }
                    long value = ByteView.u32(records.bytes(), ports + at);
                    return type == KeyType.BITS ? out.set(type, 9, value & 0x1ff) : out.set(type, value & 0xffff);
                },
                SAMPLED_IPV4,
                SAMPLED_IPV6);
    }

    private static boolean waiting(Observation sample, int layer, KeyValue out) {
        SampleRecords records = sample.records();
        int place = Field.find(records, TCP_INFO, 0, 48);
        if (place < 0) {
            return false;
        }
        long least = ByteView.u32(records.bytes(), place + 44);
        long smoothed = ByteView.u32(records.bytes(), place + 28);
        return out.set(KeyType.INTEGER, Math.max(0, smoothed - least));
    }
}
