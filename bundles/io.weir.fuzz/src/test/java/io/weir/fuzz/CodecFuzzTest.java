// SPDX-License-Identifier: Apache-2.0
package io.weir.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.weir.packet.PacketView;
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
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A fuzz target for each decoder of bytes. A plain run tries the seeds; with {@code JAZZER_FUZZ=1} in the environment the one target that
 * {@code -Dtest=CodecFuzzTest#name} chooses is searched for as long as it says.
 */
class CodecFuzzTest {
    static List<byte[]> headers() {
        return Seeds.headers();
    }

    static List<byte[]> datagrams() {
        return Seeds.datagrams();
    }

    @MethodSource("headers")
    @FuzzTest(maxDuration = "5m")
    void layersLieWithinTheBytes(byte[] data) {
        if (data == null || data.length == 0) {
            return;
        }
        PacketView packet = new PacketView();
        check(packet.dissect(data, 1, data.length - 1, data[0] % 19));
        check(packet.dissect(data, 0, data.length, PacketView.ETHERNET));
    }

    private static void check(PacketView packet) {
        int at = packet.start();
        for (int i = 0; i < packet.layers(); i++) {
            holds(packet.offset(i) >= at, "a layer goes back");
            holds(packet.has(packet.offset(i), packet.protocol(i).fixed()), "a header is not there");
            holds(packet.payload(i) <= packet.end(i) && packet.end(i) <= packet.limit(), "a layer ends outside");
            at = packet.offset(i) + 1;
            packet.etherType(i);
            packet.laterFragment(i);
            packet.routingHeader(i);
        }
        packet.stack(new byte[PacketView.MAX_STACK], 0);
    }

    @MethodSource("datagrams")
    @FuzzTest(maxDuration = "5m")
    void samplesLieWithinTheDatagram(byte[] data) {
        if (data != null) {
            new DatagramDecoder().decode(new ByteView().wrap(data, 0, data.length), new Received(), new Reader(data));
        }
    }

    @MethodSource("datagrams")
    @FuzzTest(maxDuration = "5m")
    void cursorStaysWithinItsBytes(byte[] data) {
        if (data == null) {
            return;
        }
        XdrCursor cursor = new XdrCursor().wrap(data, 0, data.length);
        XdrCursor inner = new XdrCursor();
        int reads = 0;
        while (cursor.remaining() > 0 && !cursor.overrun()) {
            int before = cursor.remaining();
            switch (reads++ % 4) {
                case 0 -> cursor.slice(cursor.int32(), inner);
                case 1 -> cursor.opaque(cursor.int32());
                case 2 -> cursor.u64();
                default -> cursor.f32();
            }
            holds(cursor.remaining() < before, "a read takes nothing");
            holds(cursor.limit() <= data.length && inner.limit() <= data.length, "a cursor reaches outside");
        }
    }

    private static void holds(boolean promise, String otherwise) {
        if (!promise) {
            throw new AssertionError(otherwise);
        }
    }

    /** Reads all it is shown, and counts: each thing shown took so many bytes. */
    private static final class Reader implements DatagramVisitor {
        private final byte[] data;
        private final XdrCursor cursor = new XdrCursor();
        private int shown;

        Reader(byte[] data) {
            this.data = data;
        }

        private void show() {
            holds(++shown <= data.length / 4, "more is shown than there is");
        }

        private void read(SampleRecords records) {
            show();
            for (int i = 0; i < records.count(); i++) {
                show();
                records.body(i, cursor);
                holds(cursor.limit() <= data.length, "a record reaches outside");
            }
            if (records.hasHeader()) {
                int end = records.headerOffset() + records.headerLength();
                holds(records.headerLength() >= 0 && end <= data.length, "a header reaches outside");
                check(new PacketView()
                        .dissect(data, records.headerOffset(), records.headerLength(), records.headerProtocol()));
            }
        }

        @Override
        public void flowSample(FlowSample sample) {
            read(sample.records());
            holds(sample.sourceIndex() >= 0 && sample.input() >= 0, "a number is negative");
        }

        @Override
        public void counterSample(CounterSample sample) {
            read(sample.records());
        }

        @Override
        public void discardedPacket(DiscardSample sample) {
            read(sample.records());
        }

        @Override
        public void customSample(CustomSample sample) {
            while (sample.next()) {
                show();
                holds(sample.nameOffset() + sample.nameLength() <= data.length, "a name reaches outside");
                holds(sample.valueOffset() + sample.valueLength() <= data.length, "a value reaches outside");
            }
        }
    }
}
