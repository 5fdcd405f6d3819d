// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import java.util.HexFormat;

/** Headers built by hand, as hex text; spaces and line ends do not count. */
final class Packets {
    static final String MACS = "00163e000002 00163e000001 ";
    static final String TCP = "04d2 0050 00000001 00000002 5012 2000 0000 0000 ";
    static final String UDP_PAYLOAD = "cafebabe";

    private Packets() {}

    static byte[] bytes(String... hex) {
        return HexFormat.of().parseHex(String.join("", hex).replaceAll("\\s", ""));
    }

    static String eth(int type) {
        return MACS + u16(type);
    }

    static String vlan(int id, int type) {
        return u16(id) + u16(type);
    }

    static String ip(int protocol, String... payload) {
        return ip(protocol, 0x4000, payload);
    }

    /** IPv4 without options, with this flags and fragment offset field. */
    static String ip(int protocol, int fragment, String... payload) {
        return "4500" + u16(20 + length(payload)) + "0001" + u16(fragment) + "40" + u8(protocol)
                + "0000 0a000001 0a000002 " + String.join("", payload);
    }

    static String ip6(int next, String... payload) {
        return "60000000" + u16(length(payload)) + u8(next) + "40"
                + "20010db8000000000000000000000001 20010db8000000000000000000000002 " + String.join("", payload);
    }

    static String udp(int to, String... payload) {
        return u16(40000) + u16(to) + u16(8 + length(payload)) + "0000 " + String.join("", payload);
    }

    /** One MPLS label stack entry. */
    static String label(int label, boolean bottom) {
        return u32((long) label << 12 | (bottom ? 0x100 : 0) | 64);
    }

    static String u8(int value) {
        return "%02x".formatted(value);
    }

    static String u16(int value) {
        return "%04x".formatted(value);
    }

    static String u32(long value) {
        return "%08x".formatted(value);
    }

    static int length(String... hex) {
        return bytes(hex).length;
    }

    /** The packet's stack of labels when it starts with Ethernet. */
    static String stack(String... hex) {
        return view(PacketView.ETHERNET, hex).toString();
    }

    static PacketView view(int headerProtocol, String... hex) {
        byte[] bytes = bytes(hex);
        return new PacketView().dissect(bytes, 0, bytes.length, headerProtocol);
    }
}
