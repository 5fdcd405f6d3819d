// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Writes datagrams: XDR of sFlow v5, and packets as hex text in which spaces do not count. */
final class Wire {
    static final String MACS = "00163eab0102 00163eab0304 ";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private static int sequence;

    static byte[] bytes(String... hex) {
        return HexFormat.of().parseHex(String.join("", hex).replaceAll("\\s", ""));
    }

    static Wire xdr(long... words) {
        Wire wire = new Wire();
        for (long word : words) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                wire.out.write((int) (word >> shift));
            }
        }
        return wire;
    }

    Wire and(long... words) {
        out.writeBytes(xdr(words).bytes());
        return this;
    }

    Wire text(String text) {
        return opaque(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire opaque(byte[] bytes) {
        return and(bytes.length).fixed(bytes);
    }

    /** Bytes, padded to a multiple of four. */
    Wire fixed(byte[] bytes) {
        out.writeBytes(bytes);
        out.writeBytes(new byte[-bytes.length & 3]);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    static Wire tagged(int tag, Wire body) {
        return xdr(tag, body.bytes().length).fixed(body.bytes());
    }

    /** A datagram of an agent, given as the 32 bits of its address. */
    static byte[] datagram(long agent, List<Wire> samples) {
        Wire wire = xdr(5, 1, agent, 0, ++sequence, 60_000, samples.size());
        samples.forEach(sample -> wire.fixed(sample.bytes()));
        return wire.bytes();
    }

    /** A flow sample of one in {@code rate}, taken where the packet came in: at ifIndex {@code source}, to leave by 9. */
    static Wire sample(int source, long rate, Wire... records) {
        Wire body = xdr(++sequence, source, rate, 1_000_000, 0, source, 9, records.length);
        for (Wire record : records) {
            body.fixed(record.bytes());
        }
        return tagged(1, body);
    }

    /** A discarded packet. */
    static Wire discard(int source, int reason, Wire... records) {
        Wire body = xdr(++sequence, 0, source, 0, source, 0, reason, records.length);
        for (Wire record : records) {
            body.fixed(record.bytes());
        }
        return tagged(5, body);
    }

    /** A sampled header of Ethernet, of a frame of so many bytes. */
    static Wire header(int frame, String... hex) {
        return tagged(1, xdr(1, frame, 4).opaque(bytes(hex)));
    }

    static String u16(int value) {
        return "%04x".formatted(value);
    }

    static String eth(int type) {
        return MACS + u16(type);
    }

    static String ip(String source, String destination, int protocol, String payload) {
        return "4500 " + u16(20 + bytes(payload).length) + "0001 4000 40" + "%02x".formatted(protocol) + "0000 "
                + source + destination + payload;
    }

    static String tcp(int from, int to, int flags) {
        return u16(from) + u16(to) + "00000001 00000002 " + u16(0x5000 | flags) + "2000 0000 0000 ";
    }

    static String udp(int from, int to, String payload) {
        return u16(from) + u16(to) + u16(8 + bytes(payload).length) + "0000 " + payload;
    }

    /** TCP from 10.0.0.1:port to 10.0.0.2:80 in a frame of so many bytes. */
    static Wire tcpHeader(int frame, int port) {
        return header(frame, eth(0x0800), ip("0a000001", "0a000002", 6, tcp(port, 80, 0x10)));
    }
}
