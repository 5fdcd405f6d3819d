// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Packets.bytes;
import static io.weir.packet.Packets.eth;
import static io.weir.packet.Packets.ip;
import static io.weir.packet.Packets.ip6;
import static io.weir.packet.Packets.udp;
import static io.weir.packet.Packets.vlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.sflow.ByteView;
import io.weir.sflow.DatagramDecoder;
import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.FlowSample;
import io.weir.sflow.Received;
import io.weir.sflow.SampleRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The step over whole frames says of every packet what the steps over each header say. */
class FrameStepsTest {
    private static final String TCP = "c3500050 00000001 00000002 5018 0100 0000 0000";
    private static final String TCP_OPTIONS = "c3500050 00000001 00000002 8018 0100 0000 0000" + "01".repeat(12);
    private static final String LOAD = "00".repeat(24);

    private static final List<byte[]> FRAMES = List.of(
            bytes(eth(0x0800), ip(6, TCP, LOAD)),
            bytes(eth(0x0800), ip(6, TCP_OPTIONS, LOAD)),
            bytes(eth(0x0800), ip(17, udp(5000, LOAD))),
            bytes(eth(0x0800), ip(17, udp(53, LOAD))),
            bytes(eth(0x0800), ip(1, "0800000000010002", LOAD)),
            bytes(eth(0x8100), vlan(7, 0x0800), ip(6, TCP, LOAD)),
            bytes(eth(0x8100), vlan(7, 0x86dd), ip6(17, udp(5000, LOAD))),
            bytes(eth(0x8100), vlan(7, 0x8100), vlan(8, 0x0800), ip(6, TCP, LOAD)),
            bytes(eth(0x86dd), ip6(6, TCP, LOAD)),
            bytes(eth(0x86dd), ip6(0, "0600000000000000", TCP, LOAD)),
            bytes(eth(0x0800), ip(17, udp(4789, "0800000000123400", eth(0x86dd), ip6(6, TCP)))),
            bytes(
                    eth(0x0800),
                    ip(17, udp(4789, "0800000000123400", eth(0x8100), vlan(1, 0x0800), ip(17, udp(53, LOAD))))),
            bytes(
                    eth(0x8100),
                    vlan(1, 0x0800),
                    ip(
                            17,
                            udp(
                                    4789,
                                    "0800000000123400",
                                    eth(0x0800),
                                    ip(17, udp(4789, "0800000000123400", eth(0x0800), ip(6, TCP)))))));

    private final PacketView leaping = new PacketView();
    private final PacketView stepping = new PacketView();

    @Test
    void everyLengthOfEveryFrameIsSeenAlike() {
        for (byte[] frame : FRAMES) {
            for (int length = 0; length <= frame.length; length++) {
                seenAlike(frame, 0, length);
            }
        }
    }

    @Test
    void everyByteMayHoldAnything() {
        for (byte[] frame : FRAMES) {
            byte[] mutant = frame.clone();
            for (int at = 0; at < frame.length; at++) {
                for (int value = 0; value < 256; value++) {
                    mutant[at] = (byte) value;
                    seenAlike(mutant, 0, mutant.length);
                }
                mutant[at] = frame[at];
            }
        }
    }

    @Test
    void damageInSeveralPlacesIsSeenAlike() {
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            byte[] frame = FRAMES.get(i % FRAMES.size());
            int before = random.nextInt(9);
            byte[] mutant = new byte[before + frame.length];
            System.arraycopy(frame, 0, mutant, before, frame.length);
            for (int n = random.nextInt(4); n > 0; n--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            seenAlike(mutant, before, frame.length - random.nextInt(frame.length));
        }
    }

    @Test
    void everySampledHeaderOfTheCapturesIsSeenAlike() throws IOException {
        assumeTrue(Captures.directory().isPresent(), "no captures here: set -Dweir.captures=DIR");
        DatagramDecoder decoder = new DatagramDecoder();
        ByteView view = new ByteView();
        Received received = new Received();
        int[] seen = new int[1];
        DatagramVisitor headers = new DatagramVisitor() {
            @Override
            public void flowSample(FlowSample sample) {
                SampleRecords records = sample.records();
                if (records.hasHeader() && records.headerProtocol() == PacketView.ETHERNET) {
                    seenAlike(records.bytes(), records.headerOffset(), records.headerLength());
                    seen[0]++;
                }
            }
        };
        try (Stream<Path> files = Files.list(Captures.directory().orElseThrow())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".pcap")).toList()) {
                new Captures().frames(file, (frame, payload, length) -> {
                    seenAlike(frame.bytes(), frame.start(), frame.limit() - frame.start());
                    if (payload >= 0) {
                        decoder.decode(view.wrap(frame.bytes(), payload, length), received, headers);
                    }
                });
            }
        }
        assertThat(seen[0]).isGreaterThan(1000);
    }

    private void seenAlike(byte[] bytes, int offset, int length) {
        leaping.dissect(bytes, offset, length, PacketView.ETHERNET);
        stepping.dissect(bytes, offset, length, PacketView.ETHERNET, false);
        if (!told(leaping).equals(told(stepping))) {
            assertThat(told(leaping))
                    .as(HexFormat.of().formatHex(bytes, offset, offset + length))
                    .isEqualTo(told(stepping));
        }
    }

    /** All that a view tells. */
    private static List<Object> told(PacketView packet) {
        List<Object> all = new ArrayList<>(Arrays.asList(packet.stop(), packet.layers(), packet.limit()));
        layers(packet, all);
        for (int i = packet.layers() - 1; i >= 0; i--) {
            all.add(packet.payload(i));
            all.add(packet.end(i));
        }
        layers(packet, all); // by now they may have been walked over once more
        for (Protocol protocol :
                new Protocol[] {Protocol.ETH, Protocol.VLAN, Protocol.IP, Protocol.UDP, Protocol.TCP}) {
            for (int occurrence = 0; occurrence < 4; occurrence++) {
                all.add(packet.layer(protocol, occurrence));
            }
        }
        return all;
    }

    private static void layers(PacketView packet, List<Object> all) {
        for (int i = 0; i < packet.layers(); i++) {
            all.add(packet.protocol(i));
            all.add(packet.offset(i));
            all.add(packet.next(i));
            all.add(packet.etherType(i));
            all.add(packet.laterFragment(i));
            all.add(packet.fragmentHeader(i));
            all.add(packet.routingHeader(i));
        }
    }
}
