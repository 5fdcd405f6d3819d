// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.KeyType;
import io.weir.packet.PacketView;
import io.weir.packet.Protocol;
import io.weir.sflow.ByteView;

/** Extractors of fields that have a fixed place in a header. Thread: any. */
final class Header {
    private Header() {}

    /** Where {@code length} bytes at {@code at} of the header are, or -1 when it is not there or they were not sampled. */
    static int find(PacketView packet, Protocol protocol, int layer, int at, int length) {
        int offset = packet.offset(protocol, layer);
        return offset >= 0 && packet.has(offset + at, length) ? offset + at : -1;
    }

    static Extractor u8(Protocol protocol, int at) {
        return u8(protocol, at, 0, 0xff);
    }

    /** A part of a byte: shifted, then masked. */
    static Extractor u8(Protocol protocol, int at, int shift, int mask) {
        return (sample, layer, out) -> {
            PacketView packet = sample.packet();
            int place = find(packet, protocol, layer, at, 1);
            return place >= 0 && out.set(KeyType.INTEGER, packet.bytes()[place] >> shift & mask);
        };
    }

    static Extractor u16(Protocol protocol, int at) {
        return u16(protocol, at, 0xffff);
    }

    static Extractor u16(Protocol protocol, int at, int mask) {
        return (sample, layer, out) -> {
            PacketView packet = sample.packet();
            int place = find(packet, protocol, layer, at, 2);
            return place >= 0 && out.set(KeyType.INTEGER, ByteView.u16(packet.bytes(), place) & mask);
        };
    }

    /** A part of 32 bits: shifted, then masked. */
    static Extractor u32(Protocol protocol, int at, int shift, long mask) {
        return (sample, layer, out) -> {
            PacketView packet = sample.packet();
            int place = find(packet, protocol, layer, at, 4);
            return place >= 0 && out.set(KeyType.INTEGER, ByteView.u32(packet.bytes(), place) >>> shift & mask);
        };
    }

    /** A row of bits within 16: shifted, then {@code width} of them. */
    static Extractor bits(Protocol protocol, int at, int shift, int width) {
        return (sample, layer, out) -> {
            PacketView packet = sample.packet();
            int place = find(packet, protocol, layer, at, 2);
            return place >= 0
                    && out.set(KeyType.BITS, width, ByteView.u16(packet.bytes(), place) >>> shift & (1 << width) - 1);
        };
    }

    static Extractor flag(Protocol protocol, int at, int bit) {
        return (sample, layer, out) -> {
            PacketView packet = sample.packet();
            int place = find(packet, protocol, layer, at, 1);
            return place >= 0 && out.set(KeyType.BOOLEAN, packet.bytes()[place] >> bit & 1);
        };
    }

    static Extractor mac(Protocol protocol, int at) {
        return (sample, layer, out) -> {
            PacketView packet = sample.packet();
            int place = find(packet, protocol, layer, at, 6);
            return place >= 0 && out.set(KeyType.MAC, mac(packet.bytes(), place));
        };
    }

    static long mac(byte[] bytes, int place) {
        return (long) ByteView.u16(bytes, place) << 32 | ByteView.u32(bytes, place + 2);
    }

    static Extractor ip4(Protocol protocol, int at) {
        return (sample, layer, out) -> {
            PacketView packet = sample.packet();
            int place = find(packet, protocol, layer, at, 4);
            return place >= 0 && out.set(KeyType.IPV4, ByteView.u32(packet.bytes(), place));
        };
    }

    static Extractor ip6(Protocol protocol, int at) {
        return (sample, layer, out) -> {
            PacketView packet = sample.packet();
            int place = find(packet, protocol, layer, at, 16);
            return place >= 0
                    && out.set(
                            KeyType.IPV6, ByteView.u64(packet.bytes(), place), ByteView.u64(packet.bytes(), place + 8));
        };
    }

    /** What the first finds, else what the second finds. */
    static Extractor or(Extractor first, Extractor second) {
        return (sample, layer, out) -> first.extract(sample, layer, out) || second.extract(sample, layer, out);
    }
}
