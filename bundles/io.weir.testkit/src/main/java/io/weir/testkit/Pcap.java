// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.api.net.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The UDP datagrams of a classic pcap file (not pcapng). Thread: immutable.
 *
 * <p>Links: Ethernet with VLAN tags, Linux cooked, BSD loopback, raw IP. Fragments, and what was cut by the snap length, are
 * left out.
 */
public record Pcap(List<Datagram> datagrams) {
    /**
     * A UDP datagram.
     *
     * @param micros when it was captured, since 1970
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Datagram(long micros, Address source, int destinationPort, byte[] payload) {}

    private static final int MICROSECONDS = 0xa1b2_c3d4;
    private static final int NANOSECONDS = 0xa1b2_3c4d;
    private static final int UDP = 17;

    public Pcap {
        datagrams = List.copyOf(datagrams);
    }

    public static Pcap read(Path file) throws IOException {
        ByteBuffer pcap = ByteBuffer.wrap(Files.readAllBytes(file));
        if (magic(pcap) != MICROSECONDS && magic(pcap) != NANOSECONDS) {
            pcap.order(ByteOrder.LITTLE_ENDIAN);
        }
        int magic = magic(pcap);
        if (magic != MICROSECONDS && magic != NANOSECONDS) {
            throw new IOException("capture \"" + file + "\": not a classic pcap file");
        }
        int link = pcap.getInt(20);
        List<Datagram> datagrams = new ArrayList<>();
        int at = 24;
        while (at + 16 <= pcap.limit()) {
            int length = pcap.getInt(at + 8);
            long micros = Integer.toUnsignedLong(pcap.getInt(at)) * 1_000_000
                    + Integer.toUnsignedLong(pcap.getInt(at + 4)) / (magic == NANOSECONDS ? 1000 : 1);
            at += 16;
            if (length < 0 || length > pcap.limit() - at) {
                break;
            }
            frame(pcap.slice(at, length).order(ByteOrder.BIG_ENDIAN), link, micros, datagrams);
            at += length;
        }
        return new Pcap(datagrams);
    }

    private static int magic(ByteBuffer pcap) {
        return pcap.limit() < 24 ? 0 : pcap.getInt(0);
    }

    private static void frame(ByteBuffer frame, int link, long micros, List<Datagram> into) {
        int ip =
                switch (link) {
                    case 0 -> 4;
                    case 1 -> behindEthernet(frame);
                    case 101 -> 0;
                    case 113 -> 16;
                    case 276 -> 20;
                    default -> -1;
                };
        if (ip < 0 || frame.limit() < ip + 20) {
            return;
        }
        switch (frame.get(ip) >> 4 & 0xf) {
            case 4 -> ipv4(frame, ip, micros, into);
            case 6 -> ipv6(frame, ip, micros, into);
            default -> {}
        }
    }

    private static int behindEthernet(ByteBuffer frame) {
        int at = 12;
        while (frame.limit() >= at + 2 && vlan(frame.getShort(at) & 0xffff)) {
            at += 4;
        }
        return at + 2;
    }

    private static boolean vlan(int etherType) {
        return etherType == 0x8100 || etherType == 0x88a8;
    }

    private static void ipv4(ByteBuffer frame, int ip, long micros, List<Datagram> into) {
        boolean fragment = (frame.getShort(ip + 6) & 0x3fff) != 0;
        if (frame.get(ip + 9) == UDP && !fragment) {
            Address source = Address.ipv4(frame.getInt(ip + 12));
            udp(frame, ip + (frame.get(ip) & 0xf) * 4, source, micros, into);
        }
    }

    private static void ipv6(ByteBuffer frame, int ip, long micros, List<Datagram> into) {
        if (frame.limit() >= ip + 40 && frame.get(ip + 6) == UDP) {
            udp(frame, ip + 40, new Address(frame.getLong(ip + 8), frame.getLong(ip + 16)), micros, into);
        }
    }

    private static void udp(ByteBuffer frame, int udp, Address source, long micros, List<Datagram> into) {
        int length = frame.limit() < udp + 8 ? 0 : (frame.getShort(udp + 4) & 0xffff) - 8;
        if (length > 0 && length <= frame.limit() - udp - 8) {
            byte[] payload = new byte[length];
            frame.get(udp + 8, payload);
            into.add(new Datagram(micros, source, frame.getShort(udp + 2) & 0xffff, payload));
        }
    }
}
