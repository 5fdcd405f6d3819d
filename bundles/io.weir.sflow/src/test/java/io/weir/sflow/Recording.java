// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down in text what a datagram shows. */
class Recording implements DatagramVisitor {
    final List<String> lines = new ArrayList<>();

    static Recording of(byte[] bytes) {
        Recording recording = new Recording();
        DatagramDecoder.Outcome outcome =
                new DatagramDecoder().decode(new ByteView().wrap(bytes, 0, bytes.length), received(), recording);
        recording.lines.add(outcome.name());
        return recording;
    }

    /** From 192.0.2.9, port 50000, socket 0. */
    static Received received() {
        return new Received().set(0, 0xffff_c000_0209L, 50_000, 0, 1_000);
    }

    @Override
    public boolean datagram(DatagramHeader h) {
        lines.add("datagram agent=%x:%x sub=%d sequence=%d uptime=%d samples=%d"
                .formatted(h.addressHigh(), h.addressLow(), h.subAgent(), h.sequence(), h.uptime(), h.sampleCount()));
        return true;
    }

    @Override
    public void flowSample(FlowSample s) {
        lines.add("flow %s #%d source=%d:%d rate=%d pool=%d drops=%d in=%d:%d out=%d:%d%s"
                .formatted(
                        s.expanded() ? "expanded" : "compact",
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
        lines.add("counters %s #%d source=%d:%d%s"
                .formatted(
                        s.expanded() ? "expanded" : "compact",
                        s.sequence(),
                        s.sourceClass(),
                        s.sourceIndex(),
                        records(s.records())));
    }

    @Override
    public void discardedPacket(DiscardSample s) {
        lines.add("discard #%d source=%d:%d drops=%d in=%d out=%d reason=%d%s"
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
        StringBuilder line = new StringBuilder(
                "custom %s %s".formatted(s.kind(), text(s.bytes(), s.sourceOffset(), s.sourceLength())));
        while (s.next()) {
            line.append(
                    " %s=%d/%d".formatted(text(s.bytes(), s.nameOffset(), s.nameLength()), s.type(), s.valueLength()));
        }
        lines.add(line.append(s.damaged() ? " damaged" : "").toString());
    }

    @Override
    public void unknownSample(int tag, int length) {
        lines.add("unknown %d:%d length=%d".formatted(tag >>> 12, tag & 0xfff, length));
    }

    @Override
    public void malformedSample(int tag, int length) {
        lines.add("malformed %d:%d length=%d".formatted(tag >>> 12, tag & 0xfff, length));
    }

    private static String text(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    private static String records(SampleRecords records) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < records.count(); i++) {
            int tag = records.tag(i);
            text.append(" %d:%d/%d".formatted(tag >>> 12, tag & 0xfff, records.length(i)));
        }
        if (records.hasHeader()) {
            text.append(" header=%d/%d/%d/%d"
                    .formatted(
                            records.headerProtocol(),
                            records.frameLength(),
                            records.stripped(),
                            records.headerLength()));
        }
        return text.append(records.damaged() ? " damaged" : "").toString();
    }
}
