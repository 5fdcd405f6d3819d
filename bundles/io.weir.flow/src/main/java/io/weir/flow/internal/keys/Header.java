// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.Layout;
import io.weir.flow.internal.Place;
import io.weir.packet.PacketView;
import io.weir.packet.Protocol;
import io.weir.sflow.ByteView;

/**
 * Reads a field that has a fixed place in a header.
 *
 * <p>One class for all such fields, with no function within a function: these are the keys that nearly every definition has.
 * Thread: any.
 */
final class Header implements Place.Telling {
    private final Protocol protocol;
    private final int at;
    private final int width;
    private final int shift;
    private final long mask;
    private final KeyType type;
    private final int high;
    private final Extractor otherwise;

    private Header(
            Protocol protocol, int at, int width, int shift, long mask, KeyType type, int high, Extractor otherwise) {
        this.protocol = protocol;
        this.at = at;
        this.width = width;
        this.shift = shift;
        this.mask = mask;
        this.type = type;
        this.high = high;
        this.otherwise = otherwise;
    }

    private Header(Protocol protocol, int at, int width, int shift, long mask, KeyType type, int high) {
        this(protocol, at, width, shift, mask, type, high, null);
    }

    /** Where {@code length} bytes at {@code at} of the header are, or -1 when it is not there or they were not sampled. */
    static int find(PacketView packet, Protocol protocol, int layer, int at, int length) {
        int offset = packet.offset(protocol, layer);
        return offset >= 0 && packet.has(offset + at, length) ? offset + at : -1;
    }

    @Override
    public boolean extract(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int place = find(packet, protocol, layer, at, width);
        if (place < 0) {
            return otherwise != null && otherwise.extract(sample, layer, out);
        }
        byte[] bytes = packet.bytes();
        long raw =
                switch (width) {
                    case 1 -> bytes[place];
                    case 2 -> ByteView.u16(bytes, place);
                    case 4 -> ByteView.u32(bytes, place);
                    case 6 -> mac(bytes, place);
                    default -> ByteView.u64(bytes, place + 8);
                };
        return width == 16 ? out.set(type, ByteView.u64(bytes, place), raw) : out.set(type, high, raw >>> shift & mask);
    }

    @Override
    public Place place(Layout layout, int occurrence) {
        int layer = layout.layer(protocol, occurrence);
        if (layer >= 0) {
            return new Place.Field(layer, at, width, shift, mask, type, high);
        }
        return otherwise == null ? Place.ABSENT : Place.of(otherwise, layout, occurrence);
    }

    static Header u8(Protocol protocol, int at) {
        return u8(protocol, at, 0, 0xff);
    }

    /** A part of a byte: shifted, then masked. */
    static Header u8(Protocol protocol, int at, int shift, int mask) {
        return new Header(protocol, at, 1, shift, mask, KeyType.INTEGER, 0);
    }

    static Header u16(Protocol protocol, int at) {
        return u16(protocol, at, 0xffff);
    }

    static Header u16(Protocol protocol, int at, int mask) {
        return new Header(protocol, at, 2, 0, mask, KeyType.INTEGER, 0);
    }

    /** A part of 32 bits: shifted, then masked. */
    static Header u32(Protocol protocol, int at, int shift, long mask) {
        return new Header(protocol, at, 4, shift, mask, KeyType.INTEGER, 0);
    }

    /** A row of bits within 16: shifted, then {@code width} of them. */
    static Header bits(Protocol protocol, int at, int shift, int width) {
        return new Header(protocol, at, 2, shift, (1 << width) - 1, KeyType.BITS, width);
    }

    static Header flag(Protocol protocol, int at, int bit) {
        return new Header(protocol, at, 1, bit, 1, KeyType.BOOLEAN, 0);
    }

    static Header mac(Protocol protocol, int at) {
        return new Header(protocol, at, 6, 0, -1, KeyType.MAC, 0);
    }

    static long mac(byte[] bytes, int place) {
        return (long) ByteView.u16(bytes, place) << 32 | ByteView.u32(bytes, place + 2);
    }

    static Header ip4(Protocol protocol, int at) {
        return new Header(protocol, at, 4, 0, -1, KeyType.IPV4, 0);
    }

    static Header ip6(Protocol protocol, int at) {
        return new Header(protocol, at, 16, 0, -1, KeyType.IPV6, 0);
    }

    /** What the header has, else what another finds in the sample's other records. */
    static Extractor or(Header first, Extractor second) {
        return new Header(
                first.protocol, first.at, first.width, first.shift, first.mask, first.type, first.high, second);
    }
}
