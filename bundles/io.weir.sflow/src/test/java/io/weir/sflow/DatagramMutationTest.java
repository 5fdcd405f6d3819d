// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

import static io.weir.sflow.Xdr.counterSample;
import static io.weir.sflow.Xdr.datagram;
import static io.weir.sflow.Xdr.discard;
import static io.weir.sflow.Xdr.expandedCounterSample;
import static io.weir.sflow.Xdr.expandedFlowSample;
import static io.weir.sflow.Xdr.flowSample;
import static io.weir.sflow.Xdr.interfaceCounters;
import static io.weir.sflow.Xdr.sampledHeader;
import static io.weir.sflow.Xdr.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sflow.DatagramDecoder.Outcome;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What damaged datagrams do to the decoder: nothing. */
class DatagramMutationTest {
    private static final int GUARD = 64;

    private final DatagramDecoder decoder = new DatagramDecoder();
    private final Received received = Recording.received();
    private final ByteView view = new ByteView();
    private final Digest digest = new Digest();

    private static List<byte[]> golden() {
        byte[] frame = new byte[128];
        Arrays.fill(frame, (byte) 0x5a);
        Xdr metrics = new Xdr()
                .string("probe")
                .u32(3)
                .string("temp")
                .u32(5, 7)
                .string("name")
                .u32(0)
                .string("rack 7");
        metrics.string("octets").u32(2).u64(1L << 40);
        Xdr flow = new Xdr().string("nat").u32(10, 500, 2).string("mac").u32(1).fixed(new byte[6]);
        flow.string("ip6").u32(3).fixed(new byte[16]);
        return List.of(
                datagram(
                                flowSample(sampledHeader(frame), tagged(1001, new Xdr().u32(10, 0, 20, 0))),
                                counterSample(interfaceCounters(), tagged(1005, new Xdr().string("swp1"))),
                                flowSample(sampledHeader(frame)))
                        .bytes(),
                datagram(
                                expandedFlowSample(sampledHeader(frame), tagged(1040, new Xdr().u32(9))),
                                expandedCounterSample(interfaceCounters()),
                                discard(
                                        sampledHeader(frame),
                                        tagged(1041, new Xdr().string("l2").string("acl"))))
                        .bytes(),
                datagram(
                                tagged(4300 << 12 | 1002, metrics),
                                tagged(4300 << 12 | 1003, flow),
                                tagged(77 << 12 | 1, new Xdr().u32(1, 2)))
                        .bytes(),
                new Xdr()
                        .u32(5, 2)
                        .u64(1)
                        .u64(2)
                        .u32(0, 1, 2, 1)
                        .all(counterSample(interfaceCounters()))
                        .bytes());
    }

    @Test
    void everyTruncationIsSurvivedAndShowsAtMostWhatIsThere() {
        for (byte[] bytes : golden()) {
            for (int length = 0; length <= bytes.length; length++) {
                Outcome outcome = decodeGuarded(Arrays.copyOf(bytes, length));
                assertThat(outcome).isEqualTo(length == bytes.length ? Outcome.COMPLETE : Outcome.TRUNCATED);
            }
        }
    }

    @Test
    void everyWordMayHoldAnything() {
        for (byte[] bytes : golden()) {
            for (int at = 0; at + 4 <= bytes.length; at += 4) {
                int word = ByteView.int32(bytes, at);
                int left = bytes.length - at - 4;
                int[] values = {
                    0,
                    1,
                    4,
                    Integer.MAX_VALUE,
                    Integer.MIN_VALUE,
                    -1,
                    word - 1,
                    word + 1,
                    word + 4,
                    left,
                    left + 1,
                    ~word
                };
                for (int value : values) {
                    decodeGuarded(with(bytes, at, value));
                }
            }
        }
    }

    @Test
    void everyPairOfWordsMayBeAllOnes() {
        for (byte[] bytes : golden()) {
            for (int at = 0; at + 4 <= bytes.length; at += 4) {
                byte[] one = with(bytes, at, -1);
                for (int other = 0; other + 4 <= bytes.length; other += 4) {
                    decode(with(one, other, -1), 0, bytes.length);
                    checkBounds(bytes.length);
                }
            }
        }
    }

    @Test
    void damagedDatagramsMakeNoGarbage() {
        byte[] bytes = golden().get(0);
        byte[][] mutants = new byte[bytes.length / 4 * 2][];
        for (int i = 0; i < mutants.length; i++) {
            mutants[i] = with(bytes, i / 2 * 4, i % 2 == 0 ? -1 : 4);
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 50 && allocated > 0; round++) { // the first rounds load classes and compile
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < mutants.length; i++) {
                decode(mutants[i], 0, bytes.length);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
    }

    private static byte[] with(byte[] bytes, int at, int word) {
        byte[] copy = bytes.clone();
        for (int i = 0; i < 4; i++) {
            copy[at + i] = (byte) (word >>> 24 - 8 * i);
        }
        return copy;
    }

    /**
     * Decodes in an array of the datagram's size, where a read outside fails, and again between guard bytes of two kinds,
     * where it would change the result.
     */
    private Outcome decodeGuarded(byte[] bytes) {
        Outcome outcome = decode(bytes, 0, bytes.length);
        checkBounds(bytes.length);
        long expected = digest.value;
        for (byte guard : new byte[] {0, (byte) 0xff}) {
            byte[] guarded = new byte[bytes.length + 2 * GUARD];
            Arrays.fill(guarded, guard);
            System.arraycopy(bytes, 0, guarded, GUARD, bytes.length);
            assertThat(decode(guarded, GUARD, bytes.length)).isEqualTo(outcome);
            assertThat(digest.value).isEqualTo(expected);
        }
        return outcome;
    }

    private Outcome decode(byte[] bytes, int offset, int length) {
        digest.start(offset);
        return decoder.decode(view.wrap(bytes, offset, length), received, digest);
    }

    /** Each thing shown took at least so many bytes of the datagram, so the work is bounded by its length. */
    private void checkBounds(int length) {
        assertThat(digest.samples).isLessThanOrEqualTo(length / 8);
        assertThat(digest.records).isLessThanOrEqualTo(length / 8);
        assertThat(digest.fields).isLessThanOrEqualTo(length / 8);
    }

    /** Reads every byte it is shown. */
    private static final class Digest implements DatagramVisitor {
        private final XdrCursor cursor = new XdrCursor();
        private int base;
        private long value;
        private int samples;
        private int records;
        private int fields;

        void start(int base) {
            this.base = base;
            value = 0;
            samples = 0;
            records = 0;
            fields = 0;
        }

        private void add(long more) {
            value = value * 31 + more;
        }

        private void add(SampleRecords shown) {
            add(shown.damaged() ? 1 : 0);
            for (int i = 0; i < shown.count(); i++) {
                records++;
                add(shown.tag(i));
                add(shown.offset(i) - base);
                shown.body(i, cursor);
                add(cursor.array(), cursor.position(), cursor.remaining());
            }
            if (shown.hasHeader()) {
                add(shown.frameLength());
                add(shown.bytes(), shown.headerOffset(), shown.headerLength());
            }
        }

        private void add(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                add(bytes[i]);
            }
        }

        @Override
        public boolean datagram(DatagramHeader header) {
            add(header.addressHigh());
            add(header.addressLow());
            add(header.sequence());
            return true;
        }

        @Override
        public void flowSample(FlowSample sample) {
            samples++;
            add(sample.samplingRate());
            add(sample.records());
        }

        @Override
        public void counterSample(CounterSample sample) {
            samples++;
            add(sample.sourceIndex());
            add(sample.records());
        }

        @Override
        public void discardedPacket(DiscardSample sample) {
            samples++;
            add(sample.reason());
            add(sample.records());
        }

        @Override
        public void customSample(CustomSample sample) {
            samples++;
            add(sample.bytes(), sample.sourceOffset(), sample.sourceLength());
            while (sample.next()) {
                fields++;
                add(sample.bytes(), sample.nameOffset(), sample.nameLength());
                add(sample.bytes(), sample.valueOffset(), sample.valueLength());
            }
        }

        @Override
        public void unknownSample(int tag, int length) {
            samples++;
            add(tag);
        }

        @Override
        public void malformedSample(int tag, int length) {
            samples++;
            add(length);
        }
    }
}
