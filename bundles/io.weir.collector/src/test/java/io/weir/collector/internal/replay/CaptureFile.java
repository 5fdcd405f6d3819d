// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes captures as tcpdump and its kind do. Thread: one at a time. */
final class CaptureFile {
    static final long START = 1_700_000_000L * 1_000_000_000L;
    private static final int MOST = 1 << 20;

    private final ByteBuffer file = ByteBuffer.allocate(MOST);
    private final boolean ng;
    private final long unit;
    private final int link;

    private CaptureFile(boolean ng, ByteOrder order, long unit, int link) {
        this.ng = ng;
        this.unit = unit;
        this.link = link;
        file.order(order);
    }

    /** A pcap with stamps in units of {@code unit} ns: 1000 or 1. */
    static CaptureFile pcap(ByteOrder order, long unit, int link) {
        CaptureFile capture = new CaptureFile(false, order, unit, link);
        capture.file
                .putInt(unit == 1 ? 0xa1b2_3c4d : 0xa1b2_c3d4)
                .putShort((short) 2)
                .putShort((short) 4);
        capture.file.putLong(0).putInt(65_535).putInt(link);
        return capture;
    }

    static CaptureFile pcap() {
        return pcap(ByteOrder.LITTLE_ENDIAN, 1000, 1);
    }

    static CaptureFile pcapng(ByteOrder order, long unit, int link) {
        CaptureFile capture = new CaptureFile(true, order, unit, link);
        capture.section();
        return capture;
    }

    /** Begins a section with one interface, behind a block that nobody knows. */
    private void section() {
        file.putInt(0x0a0d_0d0a)
                .putInt(28)
                .putInt(0x1a2b_3c4d)
                .putShort((short) 1)
                .putShort((short) 0);
        file.putLong(-1).putInt(28);
        file.putInt(0x0bad).putInt(16).putInt(7).putInt(16);
        file.putInt(1).putInt(32).putShort((short) link).putShort((short) 0).putInt(65_535);
        file.putShort((short) 9)
                .putShort((short) 1)
                .put((byte) (unit == 1 ? 9 : 6))
                .put(new byte[3]);
        file.putInt(0).putInt(32);
    }

    CaptureFile frame(long nanos, byte... frame) {
        return frame(nanos, frame.length, frame);
    }

    /** A frame that had {@code wire} bytes. */
    CaptureFile frame(long nanos, int wire, byte... frame) {
        int padded = frame.length + 3 & ~3;
        long ticks = nanos / unit;
        if (ng) {
            file.putInt(6)
                    .putInt(32 + padded)
                    .putInt(0)
                    .putInt((int) (ticks >>> 32))
                    .putInt((int) ticks);
            file.putInt(frame.length).putInt(wire).put(frame).put(new byte[padded - frame.length]);
            file.putInt(32 + padded);
        } else {
            file.putInt((int) (nanos / 1_000_000_000)).putInt((int) (nanos % 1_000_000_000 / unit));
            file.putInt(frame.length).putInt(wire).put(frame);
        }
        return this;
    }

    byte[] bytes() {
        byte[] bytes = new byte[file.position()];
        file.get(0, bytes);
        return bytes;
    }

    Path write(Path directory) throws IOException {
        return Files.write(directory.resolve("c.pcap"), bytes());
    }

    static List<Captured> read(Path file) throws IOException {
        List<Captured> all = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(file)) {
            reader.next().ifPresent(all::add);
            for (var one = reader.next(); one.isPresent(); one = reader.next()) {
                all.add(one.get());
            }
        }
        return all;
    }

    /** An sFlow datagram of an agent. */
    static byte[] sflow(String agent, long sequence) {
        return DatagramBuilder.agent(agent)
                .sequence(sequence)
                .uptime(1000 + sequence)
                .add(FlowSampleBuilder.of(3).sequence(sequence).samplingRate(10))
                .bytes();
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text.replace(" ", ""));
    }

    static byte[] udp(int port, byte... payload) {
        ByteBuffer udp = ByteBuffer.allocate(8 + payload.length);
        udp.putShort((short) 50_000)
                .putShort((short) port)
                .putShort((short) (8 + payload.length))
                .putShort((short) 0);
        return udp.put(payload).array();
    }

    static byte[] ipv4(byte... udp) {
        return fragment(udp, 0, udp.length, 0, 1);
    }

    /** Bytes {@code from} to {@code until} as a fragment; {@code flags} 0x2000 for more to come. */
    static byte[] fragment(byte[] udp, int from, int until, int flags, int id) {
        ByteBuffer ip = ByteBuffer.allocate(20 + until - from);
        ip.put((byte) 0x45).put((byte) 0).putShort((short) (20 + until - from)).putShort((short) id);
        ip.putShort((short) (flags | from / 8)).put((byte) 64).put((byte) 17).putShort((short) 0);
        ip.put(hex("c0000207 c0000201")).put(udp, from, until - from);
        return ip.array();
    }

    static byte[] ipv6(byte[] udp) {
        return ipv6(17, udp);
    }

    static byte[] ipv6(int next, byte[] payload) {
        ByteBuffer ip = ByteBuffer.allocate(40 + payload.length);
        ip.putInt(0x6000_0000).putShort((short) payload.length).put((byte) next).put((byte) 64);
        ip.put(hex("20010db8000000000000000000000007 20010db8000000000000000000000001"))
                .put(payload);
        return ip.array();
    }

    static byte[] ethernet(byte... ip) {
        return join(hex("020000000001 020000000002"), hex(ip[0] >> 4 == 4 ? "0800" : "86dd"), ip);
    }
}
