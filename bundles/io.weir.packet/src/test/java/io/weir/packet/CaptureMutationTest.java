// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.sflow.ByteView;
import io.weir.sflow.CounterSample;
import io.weir.sflow.CustomSample;
import io.weir.sflow.DatagramDecoder;
import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.DiscardSample;
import io.weir.sflow.FlowSample;
import io.weir.sflow.Received;
import io.weir.sflow.SampleRecords;
import io.weir.sflow.XdrCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What damage to real datagrams does to the decoder and the dissector: nothing.
 *
 * <p>One datagram of every distinct shape in the captures is taken, all with {@code -Dweir.mutation=all}: a shape is the set of its
 * samples by type, records and layers.
 */
class CaptureMutationTest {
    private static final int GUARD = 32;
    private static final int SAMPLE_HEAD = 8;

    private final DatagramDecoder decoder = new DatagramDecoder();
    private final Received received = new Received();
    private final ByteView view = new ByteView();
    private final Digest digest = new Digest();
    private long decoded;
    private long worst;

    private List<byte[]> datagrams = List.of();

    @BeforeEach
    void load() throws IOException {
        assumeTrue(Captures.directory().isPresent(), "no captures here: set -Dweir.captures=DIR");
        boolean all = "all".equals(System.getProperty("weir.mutation"));
        Map<String, byte[]> byShape = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(Captures.directory().orElseThrow())) {
            for (Path file : files.sorted().toList()) {
                for (byte[] datagram : in(file)) {
                    String shape = all ? Integer.toString(byShape.size()) : shape(datagram);
                    byShape.putIfAbsent(shape, datagram);
                }
            }
        }
        datagrams = List.copyOf(byShape.values());
        assertThat(datagrams).hasSizeGreaterThan(20);
    }

    private static Collection<byte[]> in(Path file) {
        List<byte[]> found = new ArrayList<>();
        if (file.toString().endsWith(".pcap")) {
            new Captures().frames(file, (frame, payload, length) -> {
                if (payload >= 0) {
                    found.add(Arrays.copyOfRange(frame.bytes(), payload, payload + length));
                }
            });
        } else if (file.toString().endsWith(".dump")) {
            try {
                found.add(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private static String shape(byte[] datagram) {
        TreeSet<String> kinds = new TreeSet<>();
        PacketView packet = new PacketView();
        new DatagramDecoder()
                .decode(new ByteView().wrap(datagram, 0, datagram.length), new Received(), new DatagramVisitor() {
                    @Override
                    public void flowSample(FlowSample sample) {
                        kinds.add((sample.expanded() ? "F" : "f") + records(sample.records()));
                    }

                    @Override
                    public void counterSample(CounterSample sample) {
                        kinds.add((sample.expanded() ? "C" : "c") + records(sample.records()));
                    }

                    @Override
                    public void discardedPacket(DiscardSample sample) {
                        kinds.add("d" + records(sample.records()));
                    }

                    @Override
                    public void unknownSample(int tag, int length) {
                        kinds.add("u" + tag);
                    }

                    private String records(SampleRecords records) {
                        StringBuilder text = new StringBuilder();
                        for (int i = 0; i < records.count(); i++) {
                            text.append(records.tag(i)).append(' ');
                        }
                        return records.hasHeader()
                                ? text.append(packet.dissect(
                                                records.bytes(),
                                                records.headerOffset(),
                                                records.headerLength(),
                                                records.headerProtocol()))
                                        .toString()
                                : text.toString();
                    }
                });
        return datagram.length < 28 ? "short" : ByteView.int32(datagram, 4) + kinds.toString();
    }

    private static int[] values(int word) {
        return new int[] {0, 1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, word - 1, word + 1, word + 4};
    }

    @Test
    void everyTruncationIsSurvived() {
        for (byte[] datagram : datagrams) {
            for (int length = 0; length <= datagram.length; length++) {
                decodeGuarded(Arrays.copyOf(datagram, length));
            }
        }
        tell("truncations");
    }

    @Test
    void everyWordMayHoldAnything() {
        for (byte[] datagram : datagrams) {
            for (int at = 0; at + 4 <= datagram.length; at += 4) {
                for (int value : values(ByteView.int32(datagram, at))) {
                    decodeGuarded(with(datagram, at, value));
                }
            }
        }
        tell("words");
    }

    @Test
    void damageInASampleKeepsItsNeighbours() {
        for (byte[] datagram : datagrams) {
            decode(datagram, 0, datagram.length);
            long[] whole = digest.bySample();
            int at = datagram.length < 28 ? datagram.length : ByteView.int32(datagram, 4) == 2 ? 40 : 28;
            for (int sample = 0; sample < whole.length && at + SAMPLE_HEAD <= datagram.length; sample++) {
                int from = at + SAMPLE_HEAD;
                int to = from + ByteView.int32(datagram, at + 4);
                for (int word = from; word + 4 <= Math.min(to, datagram.length); word += 4) {
                    for (int value : values(ByteView.int32(datagram, word))) {
                        byte[] mutant = with(datagram, word, value);
                        decode(mutant, 0, mutant.length);
                        long[] shown = digest.bySample();
                        assertThat(shown).hasSameSizeAs(whole);
                        shown[sample] = whole[sample];
                        assertThat(shown).isEqualTo(whole);
                    }
                }
                at = to;
            }
        }
    }

    @Test
    void damageMakesNoGarbage() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] largest = datagrams.stream()
                .max((a, b) -> Integer.compare(a.length, b.length))
                .orElseThrow();
        byte[] bytes = largest.clone();
        int[] replaced = {0, 1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 50 && allocated > 0; round++) { // the first rounds load classes and compile
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int at = 0; at + 4 <= bytes.length; at += 4) {
                int word = ByteView.int32(bytes, at);
                for (int i = 0; i < replaced.length; i++) {
                    put(bytes, at, replaced[i]);
                    decode(bytes, 0, bytes.length);
                }
                put(bytes, at, word);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
    }

    private void tell(String what) {
        System.out.printf(
                Locale.ROOT,
                "%s: shapes=%d decoded=%d worst=%.1f ms (with the machine's pauses)%n",
                what,
                datagrams.size(),
                decoded,
                worst / 1e6);
    }

    private static byte[] with(byte[] bytes, int at, int word) {
        byte[] copy = bytes.clone();
        put(copy, at, word);
        return copy;
    }

    private static void put(byte[] bytes, int at, int word) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (word >>> 24 - 8 * i);
        }
    }

    /** Decodes in an array of the datagram's size, where a read outside fails, and between guard bytes of two kinds. */
    private void decodeGuarded(byte[] bytes) {
        decode(bytes, 0, bytes.length);
        long expected = digest.all;
        for (byte guard : new byte[] {0x45, (byte) 0xff}) {
            byte[] guarded = new byte[bytes.length + 2 * GUARD];
            Arrays.fill(guarded, guard);
            System.arraycopy(bytes, 0, guarded, GUARD, bytes.length);
            decode(guarded, GUARD, bytes.length);
            if (digest.all != expected) {
                assertThat(digest.all).isEqualTo(expected);
            }
        }
    }

    private void decode(byte[] bytes, int offset, int length) {
        digest.start(offset);
        long before = System.nanoTime();
        decoder.decode(view.wrap(bytes, offset, length), received, digest);
        worst = Math.max(worst, System.nanoTime() - before);
        decoded++;
        // each thing shown took so many bytes of the datagram: so the work is bounded by its length
        boolean bounded = digest.samples <= length / 8
                && digest.records <= length / 8
                && digest.fields <= length / 8
                && digest.reads <= length / 4;
        if (!bounded) {
            assertThat(length)
                    .as(
                            "%d samples, %d records, %d fields, %d reads",
                            digest.samples, digest.records, digest.fields, digest.reads)
                    .isNegative();
        }
    }

    /** Reads all it is shown: words of records by the cursor, layers of headers. */
    private static final class Digest implements DatagramVisitor {
        private static final int MOST_SAMPLES = 8192;

        private final XdrCursor cursor = new XdrCursor();
        private final PacketView packet = new PacketView();
        private final long[] values = new long[MOST_SAMPLES];
        private int base;
        private long all;
        private long value;
        private int samples;
        private int records;
        private int fields;
        private int reads;

        void start(int base) {
            this.base = base;
            all = 0;
            samples = 0;
            records = 0;
            fields = 0;
            reads = 0;
        }

        long[] bySample() {
            return Arrays.copyOf(values, samples);
        }

        private void add(long more) {
            value = value * 31 + more;
        }

        private void begin() {
            value = 0;
        }

        private void end() {
            values[samples++] = value;
            all = all * 31 + value;
        }

        private void add(SampleRecords shown) {
            add(shown.damaged() ? 1 : 0);
            for (int i = 0; i < shown.count(); i++) {
                records++;
                add(shown.tag(i));
                shown.body(i, cursor);
                while (cursor.remaining() >= 4) {
                    add(cursor.int32());
                    reads++;
                }
            }
            if (shown.hasHeader()) {
                add(shown.frameLength());
                packet.dissect(shown.bytes(), shown.headerOffset(), shown.headerLength(), shown.headerProtocol());
                add(packet.layers());
                for (int layer = 0; layer < packet.layers(); layer++) {
                    add(packet.offset(layer) - base);
                    add(packet.payload(layer) - base);
                    add(packet.end(layer) - base);
                    add(packet.next(layer));
                }
            }
        }

        @Override
        public void flowSample(FlowSample sample) {
            begin();
            add(sample.samplingRate());
            add(sample.input());
            add(sample.output());
            add(sample.records());
            end();
        }

        @Override
        public void counterSample(CounterSample sample) {
            begin();
            add(sample.sourceIndex());
            add(sample.records());
            end();
        }

        @Override
        public void discardedPacket(DiscardSample sample) {
            begin();
            add(sample.reason());
            add(sample.records());
            end();
        }

        @Override
        public void customSample(CustomSample sample) {
            begin();
            while (sample.next()) {
                fields++;
                add(sample.nameLength());
                add(sample.valueLength());
            }
            end();
        }

        @Override
        public void unknownSample(int tag, int length) {
            begin();
            add(tag);
            end();
        }

        @Override
        public void malformedSample(int tag, int length) {
            begin();
            add(length);
            end();
        }
    }
}
