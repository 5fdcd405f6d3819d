// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.packet.PacketView;
import io.weir.sflow.ByteView;
import io.weir.sflow.CounterSample;
import io.weir.sflow.CustomSample;
import io.weir.sflow.DatagramDecoder;
import io.weir.sflow.DatagramHeader;
import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.DiscardSample;
import io.weir.sflow.FlowSample;
import io.weir.sflow.Received;
import io.weir.sflow.SampleRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down in text what the decoder finds in a datagram. */
final class Decoded implements DatagramVisitor {
    private final List<String> lines = new ArrayList<>();

    static List<String> lines(DatagramBuilder datagram) {
        byte[] bytes = datagram.bytes();
        Decoded decoded = new Decoded();
        DatagramDecoder.Outcome outcome =
                new DatagramDecoder().decode(new ByteView().wrap(bytes, 0, bytes.length), new Received(), decoded);
        assertThat(outcome).isEqualTo(DatagramDecoder.Outcome.COMPLETE);
        return decoded.lines;
    }

    @Override
    public boolean datagram(DatagramHeader h) {
        lines.add("agent %x:%x sub %d #%d at %d, %d samples"
                .formatted(h.addressHigh(), h.addressLow(), h.subAgent(), h.sequence(), h.uptime(), h.sampleCount()));
        return true;
    }

    @Override
    public void flowSample(FlowSample s) {
        lines.add("flow%s #%d of %d:%d 1/%d pool %d drops %d in %d:%d out %d:%d%s"
                .formatted(
                        s.expanded() ? " expanded" : "",
                        s.sequence(),
                        s.sourceClass(),
                        s.sourceIndex(),
                        s.samplingRate(),
                        s.samplePool(),
                        s.drops(),
                        s.inputFormat(),
                        s.input(),
                        s.outputFormat(),
                        s.output(),
                        records(s.records())));
    }

    @Override
    public void counterSample(CounterSample s) {
        lines.add("counters%s #%d of %d:%d%s"
                .formatted(
                        s.expanded() ? " expanded" : "",
                        s.sequence(),
                        s.sourceClass(),
                        s.sourceIndex(),
                        records(s.records())));
    }

    @Override
    public void discardedPacket(DiscardSample s) {
        lines.add("discard #%d of %d:%d drops %d in %d out %d reason %d%s"
                .formatted(
                        s.sequence(),
                        s.sourceClass(),
                        s.sourceIndex(),
                        s.drops(),
                        s.input(),
                        s.output(),
                        s.reason(),
                        records(s.records())));
    }

    @Override
    public void customSample(CustomSample s) {
        StringBuilder line =
                new StringBuilder("custom " + s.kind() + " " + text(s, s.sourceOffset(), s.sourceLength()));
        while (s.next()) {
            line.append(" %s=%d/%d".formatted(text(s, s.nameOffset(), s.nameLength()), s.type(), s.valueLength()));
        }
        lines.add(line + (s.damaged() ? " damaged" : ""));
    }

    private static String text(CustomSample s, int offset, int length) {
        return new String(s.bytes(), offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public void unknownSample(int tag, int length) {
        lines.add("unknown");
    }

    @Override
    public void malformedSample(int tag, int length) {
        lines.add("malformed");
    }

    private static String records(SampleRecords records) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < records.count(); i++) {
            text.append(" %d/%d".formatted(records.tag(i), records.length(i)));
        }
        if (records.hasHeader()) {
            PacketView view = new PacketView()
                    .dissect(records.bytes(), records.headerOffset(), records.headerLength(), records.headerProtocol());
            text.append(" %d(%d) %s %s".formatted(records.frameLength(), records.headerLength(), view, view.stop()));
        }
        return text.append(records.damaged() ? " damaged" : "").toString();
    }
}
