// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes XDR, and the structures of sFlow that tests are made of. */
final class Xdr {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A datagram of agent 10.0.0.1, sub-agent 3, sequence 77, uptime 60000, that claims as many samples as it has. */
    static Xdr datagram(Xdr... samples) {
        return head(samples.length).all(samples);
    }

    static Xdr head(long samples) {
        return new Xdr().u32(5, 1, 0x0a000001, 3, 77, 60_000, samples);
    }

    /** A sample or record: tag, length, body. */
    static Xdr tagged(int tag, Xdr body) {
        return new Xdr().u32(tag, body.bytes().length).all(body);
    }

    /** 0:1 with sequence 9, ifIndex 4, one in 1000, pool 5000, drops 2, from 4 to 7. */
    static Xdr flowSample(Xdr... records) {
        return tagged(
                1, new Xdr().u32(9, 4, 1000, 5000, 2, 4, 7, records.length).all(records));
    }

    /** 0:3 as {@link #flowSample}, with indexes beyond 24 bits and an output of three interfaces. */
    static Xdr expandedFlowSample(Xdr... records) {
        Xdr body = new Xdr().u32(9, 0, 0x0100_0004, 1000, 5000, 2, 0, 0x0100_0004, 2, 3, records.length);
        return tagged(3, body.all(records));
    }

    static Xdr counterSample(Xdr... records) {
        return tagged(2, new Xdr().u32(11, 4, records.length).all(records));
    }

    static Xdr expandedCounterSample(Xdr... records) {
        return tagged(4, new Xdr().u32(11, 3, 0x0100_0004, records.length).all(records));
    }

    static Xdr discard(Xdr... records) {
        return tagged(5, new Xdr().u32(13, 0, 4, 1, 4, 7, 258, records.length).all(records));
    }

    /** 0:1 in samples of packets: an Ethernet frame of 1518 bytes, 4 stripped. */
    static Xdr sampledHeader(byte... header) {
        return tagged(1, new Xdr().u32(1, 1518, 4).opaque(header));
    }

    /** 0:1 in counter samples: 88 bytes; the last word of the speed is beyond any length. */
    static Xdr interfaceCounters() {
        Xdr body = new Xdr().u32(4, 6).u64(10_000_000_000L).u32(1, 3).u64(1L << 40);
        return tagged(1, body.u32(1, 2, 3, 4, 5, 6).u64(1L << 41).u32(1, 2, 3, 4, 5, 0));
    }

    Xdr u32(long... values) {
        for (long value : values) {
            out.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
        }
        return this;
    }

    Xdr u64(long value) {
        out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
        return this;
    }

    /** Length, bytes, padding. */
    Xdr opaque(byte... bytes) {
        return u32(bytes.length).fixed(bytes);
    }

    Xdr string(String text) {
        return opaque(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes, padding. */
    Xdr fixed(byte... bytes) {
        out.writeBytes(bytes);
        out.writeBytes(new byte[-bytes.length & 3]);
        return this;
    }

    Xdr all(Xdr... parts) {
        for (Xdr part : parts) {
            out.writeBytes(part.bytes());
        }
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
