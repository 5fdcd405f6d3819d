// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The datagrams that benchmarks work on: so many that they hold exactly the samples asked for.
 *
 * <p>They come from a capture ({@code sflowgen --pcap FILE}), or are made here much like sflowgen's: up to six flow
 * samples of headers up to 128 bytes, a sixth of them IPv6, a third tagged, a tenth in VXLAN, now and then interface counters.
 */
final class Mix {
    private static final int HEADER = 128;
    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int IPV6 = 40;
    private static final int UDP = 8;

    private Mix() {}

    /** Datagrams of a capture, or made ones if {@code pcap} is empty, with {@code samples} flow and counter samples in all. */
    static List<byte[]> of(String pcap, int samples) throws IOException {
        List<byte[]> mix = new ArrayList<>();
        List<byte[]> source = pcap.isEmpty() ? made(samples) : captured(Path.of(pcap));
        int left = samples;
        for (int i = 0; i < source.size() && left > 0; i++) {
            byte[] datagram = source.get(i);
            int count = Math.min(left, samples(datagram));
            ByteBuffer head = ByteBuffer.wrap(datagram);
            head.putInt(head.getInt(4) == 1 ? 24 : 36, count); // the last datagram may have too many
            mix.add(datagram);
            left -= count;
        }
        if (left > 0) {
            throw new IOException("capture \"%s\": too few samples: missing=%d".formatted(pcap, left));
        }
        return mix;
    }

    /**
     * How many samples are in a datagram that holds nothing but flow and counter samples. Read without the decoder: what that
     * has been used for before would be in the profile by which it is compiled.
     */
    private static int samples(byte[] datagram) {
        ByteBuffer head = ByteBuffer.wrap(datagram);
        return head.getInt(head.getInt(4) == 1 ? 24 : 36);
    }

    /** The datagrams of a little-endian pcap of Ethernet frames with UDP in IPv4 or IPv6, without options or tags. */
    private static List<byte[]> captured(Path pcap) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(pcap)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> datagrams = new ArrayList<>();
        for (int at = 24; at + 16 <= file.limit(); ) {
            int frame = at + 16;
            int length = file.getInt(at + 8);
            int head = ETHERNET + (file.get(frame + ETHERNET) >>> 4 == 4 ? IPV4 : IPV6) + UDP;
            byte[] datagram = new byte[length - head];
            file.get(frame + head, datagram);
            datagrams.add(datagram);
            at = frame + length;
        }
        return datagrams;
    }

    private static List<byte[]> made(int samples) {
        Random random = new Random(1);
        List<byte[]> datagrams = new ArrayList<>();
        for (int left = samples; left > 0; ) {
            int count = Math.min(left, 6);
            ByteBuffer out = ByteBuffer.allocate(1500);
            out.putInt(5).putInt(1).putInt(0x0a000001 + random.nextInt(16)).putInt(0);
            out.putInt(datagrams.size()).putInt(datagrams.size() * 10).putInt(count);
            for (int i = 0; i < count; i++) {
                if (random.nextInt(33) == 0) {
                    counters(out, random);
                } else {
                    flow(out, random);
                }
            }
            byte[] datagram = new byte[out.position()];
            out.get(0, datagram);
            datagrams.add(datagram);
            left -= count;
        }
        return datagrams;
    }

    private static void flow(ByteBuffer out, Random random) {
        byte[] header = new byte[HEADER];
        ByteBuffer packet = ByteBuffer.wrap(header);
        boolean vxlan = random.nextInt(10) == 0;
        if (vxlan) {
            ethernet(packet, 0x0800);
            ip(packet, 17, random);
            packet.putShort((short) random.nextInt())
                    .putShort((short) 4789)
                    .putShort((short) 1400)
                    .putShort((short) 0);
            packet.putInt(0x0800_0000).putInt(random.nextInt(1000) << 8);
        }
        boolean ip6 = random.nextInt(100) < 15;
        boolean tagged = !vxlan && random.nextInt(10) < 3;
        ethernet(packet, tagged ? 0x8100 : ip6 ? 0x86dd : 0x0800);
        if (tagged) {
            packet.putShort((short) random.nextInt(4095)).putShort((short) (ip6 ? 0x86dd : 0x0800));
        }
        boolean tcp = random.nextInt(3) > 0;
        if (ip6) {
            packet.putInt(0x6000_0000)
                    .putShort((short) 1400)
                    .put((byte) (tcp ? 6 : 17))
                    .put((byte) 64);
            packet.putLong(0x2001_0db8_0000_0000L).putLong(random.nextInt(10_000));
            packet.putLong(0x2001_0db8_0000_0000L).putLong(random.nextInt(10_000));
        } else {
            ip(packet, tcp ? 6 : 17, random);
        }
        if (packet.remaining() >= 8) {
            packet.putShort((short) random.nextInt()).putShort((short) 443).putInt(0x0578_0000);
        }
        int body = 32 + 8 + 16 + HEADER;
        out.putInt(1)
                .putInt(body)
                .putInt(random.nextInt())
                .putInt(4)
                .putInt(1000)
                .putInt(random.nextInt())
                .putInt(0);
        out.putInt(4)
                .putInt(7)
                .putInt(1)
                .putInt(1)
                .putInt(16 + HEADER)
                .putInt(1)
                .putInt(1518)
                .putInt(4)
                .putInt(HEADER);
        out.put(header);
    }

    private static void ethernet(ByteBuffer packet, int type) {
        packet.putInt(0x00163e00).putInt(0x00010016).putInt(0x3e000002).putShort((short) type);
    }

    private static void ip(ByteBuffer packet, int protocol, Random random) {
        packet.putInt(0x4500_0000 | 1450)
                .putInt(0x0001_4000)
                .putShort((short) (64 << 8 | protocol))
                .putShort((short) 0);
        packet.putInt(0x0a00_0000 | random.nextInt(10_000)).putInt(0x0a00_0000 | random.nextInt(10_000));
    }

    private static void counters(ByteBuffer out, Random random) {
        out.putInt(2)
                .putInt(12 + 8 + 88)
                .putInt(random.nextInt())
                .putInt(4)
                .putInt(1)
                .putInt(1)
                .putInt(88);
        for (int i = 0; i < 22; i++) {
            out.putInt(random.nextInt(1 << 20));
        }
    }
}
