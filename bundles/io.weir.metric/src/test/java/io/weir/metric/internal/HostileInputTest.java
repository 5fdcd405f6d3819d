// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyValue;
import io.weir.api.metric.CounterStructure;
import io.weir.api.shard.Observation;
import io.weir.api.shard.ShardPart;
import io.weir.collector.internal.replay.Captured;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.DiscardSampleBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.demo.internal.encoder.Structure;
import io.weir.demo.internal.encoder.XdrWriter;
import io.weir.flow.internal.keys.ApplicationKeys;
import io.weir.flow.internal.keys.LinkKeys;
import io.weir.flow.internal.keys.NetworkKeys;
import io.weir.flow.internal.keys.SampleKeys;
import io.weir.flow.internal.keys.TransportKeys;
import io.weir.flow.internal.keys.TunnelKeys;
import io.weir.testkit.Captures;
import io.weir.testkit.Pcap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What hostile datagrams do to a whole shard, with metrics, books and every flow key: nothing.
 *
 * <p>{@code -Dweir.mutation=all} takes all datagrams of the captures instead of some of each length (hours).
 */
class HostileInputTest {
    private static final List<FlowKey> KEYS = Stream.of(
                    LinkKeys.rows(),
                    NetworkKeys.rows(),
                    TransportKeys.rows(),
                    TunnelKeys.rows(),
                    SampleKeys.rows(),
                    ApplicationKeys.rows())
            .flatMap(List::stream)
            .toList();

    /** Flow records of every kind known. */
    private static final int[] FLOW_RECORDS = Stream.of(
                    IntStream.rangeClosed(1, 4),
                    IntStream.rangeClosed(1001, 1043),
                    IntStream.rangeClosed(2100, 2103),
                    IntStream.rangeClosed(2200, 2210),
                    IntStream.of(1991 << 12 | 1))
            .flatMapToInt(tags -> tags)
            .toArray();

    private final Scene scene = new Scene();
    private long received;
    private long worst;

    @BeforeEach
    void listen() {
        scene.shards.add(shard -> new ShardPart() {
            private final KeyValue value = new KeyValue();

            @Override
            public void onFlowSample(Observation sample) {
                for (FlowKey key : KEYS) {
                    for (int layer = 0; layer < (key.layered() ? 2 : 1); layer++) {
                        key.extractor().extract(sample, layer, value);
                    }
                }
            }

            @Override
            public void onDiscard(Observation sample) {
                onFlowSample(sample);
            }
        });
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void receive(byte[] datagram) {
        long before = System.nanoTime();
        scene.shards.receive(datagram);
        worst = Math.max(worst, System.nanoTime() - before);
        received++;
    }

    private void nothingFailed() {
        assertThat(scene.shards.counters().get("shardPartFailures").longValue()).isZero();
    }

    private void tell(String what) {
        nothingFailed();
        System.out.printf(
                Locale.ROOT,
                "%s: received=%d worst=%.1f ms (with the machine's pauses)%n",
                what,
                received,
                worst / 1e6);
    }

    private static byte[] with(byte[] bytes, int at, int word) {
        byte[] copy = bytes.clone();
        for (int i = 0; i < 4; i++) {
            copy[at + i] = (byte) (word >>> 24 - 8 * i);
        }
        return copy;
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }

    /** A body of so many words, small numbers as lists and texts have them, with a text now and then. */
    private static XdrWriter body(int words) {
        XdrWriter body = new XdrWriter();
        for (int i = 0; i < words; i++) {
            body.u32(i % 7);
        }
        return body;
    }

    /** Of every structure known, one datagram. */
    static List<byte[]> structures() {
        List<byte[]> datagrams = new ArrayList<>();
        for (CounterStructure structure : new StandardStructures().structures()) {
            Structure record = Structure.of(structure.tag() >>> 12, structure.tag() & 0xfff, body(24));
            datagrams.add(DatagramBuilder.agent(Scene.AGENT)
                    .add(CounterSampleBuilder.of(3).add(record))
                    .add(CounterSampleBuilder.of(3, 7).add(record))
                    .bytes());
        }
        for (int tag : FLOW_RECORDS) {
            Structure record = Structure.of(tag >>> 12, tag & 0xfff, body(20));
            datagrams.add(DatagramBuilder.agent(Scene.AGENT)
                    .add(FlowSampleBuilder.of(3).add(record))
                    .add(DiscardSampleBuilder.of(3)
                            .add(record)
                            .packet(PacketBuilder.ethernet("020000000001", "020000000002")
                                    .ipv4("192.0.2.1", "192.0.2.2")
                                    .udp(53, 4000)
                                    .dnsQuery(1, "www.example.com")))
                    .bytes());
        }
        return datagrams;
    }

    @Test
    void everyWordOfEveryStructureMayBeAnything() {
        for (byte[] datagram : structures()) {
            for (int at = 28; at + 4 <= datagram.length; at += 4) {
                for (int value : new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 16}) {
                    receive(with(datagram, at, value));
                }
            }
        }
        tell("structures");
    }

    @Test
    void everyStructureMayEndAnywhere() {
        for (byte[] datagram : structures()) {
            for (int length = 28; length < datagram.length; length++) {
                receive(Arrays.copyOf(datagram, length));
            }
        }
        for (CounterStructure structure : new StandardStructures().structures()) {
            for (int words = 0; words < 30; words++) {
                receive(DatagramBuilder.agent(Scene.AGENT)
                        .add(CounterSampleBuilder.of(3)
                                .add(Structure.of(structure.tag() >>> 12, structure.tag() & 0xfff, body(words))))
                        .bytes());
            }
        }
        tell("ends");
    }

    @Test
    void capturesMayBeDamagedAnywhere() throws IOException {
        boolean all = "all".equals(System.getProperty("weir.mutation"));
        Map<Integer, byte[]> chosen = new LinkedHashMap<>();
        for (String name : List.of("ecmp.pcap", "hsflowd-2.1.25-veth.pcap", "overflowd-sflow.pcap")) {
            Optional<Pcap> capture = Captures.read(name);
            assumeTrue(capture.isPresent(), "no captures here: set -Dweir.captures=DIR");
            for (Captured datagram : capture.orElseThrow().datagrams()) {
                chosen.putIfAbsent(all ? chosen.size() : datagram.payload().length / 100, datagram.payload());
            }
        }
        for (byte[] datagram : chosen.values()) {
            for (int at = 0; at + 4 <= datagram.length; at += 4) {
                int word = word(datagram, at);
                for (int value :
                        new int[] {0, 1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, word - 1, word + 1, word + 4}) {
                    receive(with(datagram, at, value));
                }
            }
            for (int length = 0; length < datagram.length; length++) {
                receive(Arrays.copyOf(datagram, length));
            }
        }
        tell("captures");
    }
}
