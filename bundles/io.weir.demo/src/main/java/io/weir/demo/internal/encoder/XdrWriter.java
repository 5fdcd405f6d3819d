// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import io.weir.api.net.Address;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Writes XDR as sFlow uses it: big-endian, everything padded to four bytes.
 *
 * <p>Thread: confined to its user. Source: RFC 4506.
 */
public final class XdrWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The low 32 bits of each value. */
    public XdrWriter u32(long... values) {
        for (long value : values) {
            out.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
        }
        return this;
    }

    public XdrWriter u64(long... values) {
        for (long value : values) {
            out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
        }
        return this;
    }

    public XdrWriter f32(double... values) {
        for (double value : values) {
            u32(Float.floatToIntBits((float) value));
        }
        return this;
    }

    public XdrWriter f64(double value) {
        return u64(Double.doubleToLongBits(value));
    }

    /** Length, bytes, padding. */
    public XdrWriter opaque(byte... bytes) {
        return u32(bytes.length).fixed(bytes);
    }

    /** Length, UTF-8, padding. */
    public XdrWriter string(String text) {
        return opaque(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes, padding. */
    public XdrWriter fixed(byte... bytes) {
        return raw(bytes).raw(new byte[-bytes.length & 3]);
    }

    /** Bytes as they are, for what is to be malformed. */
    public XdrWriter raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A MAC address of twelve hex digits, with or without colons: eight bytes on the wire. */
    public XdrWriter mac(String mac) {
        return fixed(macBytes(mac));
    }

    /** The four or sixteen bytes of an address, without its type. */
    public XdrWriter ip(String address) {
        return raw(ipBytes(address));
    }

    /** Type and bytes of an address; the empty text is one of unknown type. */
    public XdrWriter address(String address) {
        if (address.isEmpty()) {
            return u32(0);
        }
        byte[] bytes = ipBytes(address);
        return u32(bytes.length == 4 ? 1 : 2).raw(bytes);
    }

    /** A sample or record: tag, length, body. */
    public XdrWriter structure(Structure structure) {
        return u32(structure.tag(), structure.body().length).raw(structure.body());
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    static byte[] macBytes(String mac) {
        byte[] bytes = HexFormat.of().parseHex(mac.replace(":", ""));
        if (bytes.length != 6) {
            throw new IllegalArgumentException("MAC address \"" + mac + "\": not of six bytes");
        }
        return bytes;
    }

    static byte[] ipBytes(String text) {
        Address address = Address.parse(text);
        return address.isIpv4()
                ? ByteBuffer.allocate(4).putInt((int) address.low()).array()
                : ByteBuffer.allocate(16)
                        .putLong(address.high())
                        .putLong(address.low())
                        .array();
    }
}
