// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.sflow.CounterSample;
import io.weir.sflow.DatagramHeader;
import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.FlowSample;
import io.weir.sflow.SampleRecords;
import io.weir.sflow.XdrCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares what we read with what tshark reads.
 *
 * <p>One difference is known: tshark 4.0 does not step over a record it does not know, but reads on inside of it. So in
 * datagrams with such records the values up to the first one are compared, and what tshark says behind is left alone.
 */
class TsharkTest {
    private static final Set<Integer> KNOWN_FLOW_RECORDS =
            Set.of(1, 2, 3, 4, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012);
    private static final Set<Integer> KNOWN_COUNTER_RECORDS = Set.of(1, 2, 3, 4, 5, 6, 7, 1001, 1002);

    private static final List<String> SFLOW = List.of(
            "sflow_245.agent",
            "sflow_245.agent.v6",
            "sflow_245.sub_agent_id",
            "sflow_245.sequence_number",
            "sflow_245.sysuptime",
            "sflow_245.numsamples",
            "sflow_245.sampletype",
            "sflow.flow_sample.sequence_number",
            "sflow.flow_sample.sampling_rate",
            "sflow.flow_sample.sample_pool",
            "sflow.flow_sample.dropped_packets",
            "sflow.flow_sample.source_id_index",
            "sflow.flow_sample.input_interface",
            "sflow.flow_sample.input_interface_value",
            "sflow.flow_sample.output_interface_value",
            "sflow_245.header_protocol",
            "sflow_245.header.frame_length",
            "sflow_245.header.payload_stripped",
            "sflow_245.header.sampled_header_length",
            "sflow.counters_sample.sequence_number",
            "sflow_245.ifindex",
            "sflow_245.iftype",
            "sflow_245.ifspeed",
            "sflow_245.ifinoct",
            "sflow_245.ifinpkt",
            "sflow_245.ifinmcast",
            "sflow_245.ifinbcast",
            "sflow_245.ifindisc",
            "sflow_245.ifinerr",
            "sflow_245.ifinunk",
            "sflow_245.ifoutoct",
            "sflow_245.ifoutpkt",
            "sflow_245.ifoutmcast",
            "sflow_245.ifoutbcast",
            "sflow_245.ifoutdisc",
            "sflow_245.ifouterr",
            "sflow_245.ifpromisc");

    @BeforeEach
    void find() {
        Tshark.require();
    }

    @Test
    void madeFramesAreReadAlike(@TempDir Path directory) throws IOException {
        compareFrames(PacketMutationTest.frames(), directory.resolve("frames.pcap"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecmp.pcap",
                "hsflowd-2.1.25-veth.pcap",
                "overflowd-sflow.pcap",
                "tcpdump-sflow-print-v6.pcap",
                "tcpdump-sflow_multiple_counter_30_pdus.pcap",
                "tcpdump-sflow_expanded.pcap",
                "nxthdr-sflow.pcap"
            })
    void capturesAreReadAlike(String file) {
        assumeTrue(Captures.directory().isPresent(), "no captures here: set -Dweir.captures=DIR");
        Path pcap = Captures.directory().orElseThrow().resolve(file);
        List<String> names = new ArrayList<>(SFLOW);
        names.addAll(Fields.PACKET);
        List<List<List<String>>> theirs = Tshark.read(pcap, names);
        int[] frames = new int[2];
        Captures captures = new Captures();

        captures.frames(pcap, (frame, payload, length) -> {
            Reading ours = new Reading(names);
            ours.fields.add(frame);
            if (payload >= 0) {
                captures.decode(frame.bytes(), payload, length, ours);
            }
            compare("%s frame %d".formatted(file, frames[0] + 1), names, theirs.get(frames[0]), ours.fields, ours.lost);
            frames[0]++;
            frames[1] += ours.lost ? 1 : 0;
        });
        assertThat(theirs).hasSize(frames[0]);
        System.out.printf(
                "%s: %d datagrams alike, %d of them up to a record that tshark does not know%n",
                file, frames[0], frames[1]);
    }

    /** The headers alone, as frames: so what comes behind a record that tshark does not know is compared too. */
    @ParameterizedTest
    @ValueSource(strings = {"hsflowd-2.1.25-veth.pcap", "tcpdump-sflow_expanded.pcap", "tcpdump-sflow-print-v6.pcap"})
    void sampledHeadersAreReadAlike(String file, @TempDir Path directory) throws IOException {
        assumeTrue(Captures.directory().isPresent(), "no captures here: set -Dweir.captures=DIR");
        List<byte[]> headers = new ArrayList<>();
        Captures captures = new Captures();
        DatagramVisitor collecting = new DatagramVisitor() {
            @Override
            public void flowSample(FlowSample sample) {
                SampleRecords r = sample.records();
                headers.add(Arrays.copyOfRange(r.bytes(), r.headerOffset(), r.headerOffset() + r.headerLength()));
            }
        };
        captures.frames(
                Captures.directory().orElseThrow().resolve(file),
                (frame, payload, length) -> captures.decode(frame.bytes(), payload, length, collecting));
        compareFrames(headers, directory.resolve("headers.pcap"));
    }

    private static void compareFrames(List<byte[]> frames, Path pcap) throws IOException {
        Files.write(pcap, pcap(frames));
        List<List<List<String>>> theirs = Tshark.read(pcap, Fields.PACKET);
        assertThat(theirs).hasSameSizeAs(frames);
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            Fields ours = new Fields(Fields.PACKET);
            ours.add(new PacketView().dissect(frame, 0, frame.length, PacketView.ETHERNET));
            compare("frame " + i, Fields.PACKET, theirs.get(i), ours, false);
        }
    }

    private static void compare(
            String what, List<String> names, List<List<String>> theirs, Fields ours, boolean prefix) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            List<String> mine = ours.get(names.get(i));
            List<String> other = theirs.get(i);
            if (prefix && other.size() > mine.size()) {
                other = other.subList(0, mine.size());
            }
            if (!mine.equals(other)) {
                differences.add("%s: we %s, tshark %s".formatted(names.get(i), mine, other));
            }
        }
        assertThat(differences).as(what).isEmpty();
    }

    private static byte[] pcap(List<byte[]> frames) {
        int size = 24 + frames.stream().mapToInt(frame -> 16 + frame.length).sum();
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65535)
                .putInt(1);
        for (byte[] frame : frames) {
            file.putLong(0).putInt(frame.length).putInt(1518).put(frame);
        }
        return file.array();
    }

    /** Our reading of a datagram; {@code lost} from where tshark reads on inside of a record. */
    private static final class Reading implements DatagramVisitor {
        private final PacketView packet = new PacketView();
        private final XdrCursor cursor = new XdrCursor();
        private final Fields fields;
        private boolean lost;

        Reading(List<String> names) {
            fields = new Fields(names);
        }

        @Override
        public boolean datagram(DatagramHeader h) {
            byte[] address = ByteBuffer.allocate(16)
                    .putLong(h.addressHigh())
                    .putLong(h.addressLow())
                    .array();
            if (h.ipv6()) {
                fields.add("sflow_245.agent.v6", Fields.address(address, 0, 16));
            } else {
                fields.add("sflow_245.agent", Fields.address(address, 12, 4));
            }
            fields.add("sflow_245.sub_agent_id", h.subAgent());
            fields.add("sflow_245.sequence_number", h.sequence());
            fields.add("sflow_245.sysuptime", h.uptime());
            fields.add("sflow_245.numsamples", h.sampleCount());
            return true;
        }

        @Override
        public void flowSample(FlowSample sample) {
            if (lost) {
                return;
            }
            fields.add("sflow_245.sampletype", sample.expanded() ? 3 : 1);
            fields.add("sflow.flow_sample.sequence_number", sample.sequence());
            fields.add("sflow.flow_sample.sampling_rate", sample.samplingRate());
            fields.add("sflow.flow_sample.sample_pool", sample.samplePool());
            fields.add("sflow.flow_sample.dropped_packets", sample.drops());
            if (sample.expanded()) {
                fields.add("sflow.flow_sample.source_id_index", sample.sourceIndex());
                fields.add("sflow.flow_sample.input_interface_value", sample.input());
            } else {
                fields.add("sflow.flow_sample.input_interface", sample.input());
            }
            fields.add("sflow.flow_sample.output_interface_value", sample.output());
            SampleRecords records = sample.records();
            for (int i = 0; i < records.count() && !lost; i++) {
                lost = !KNOWN_FLOW_RECORDS.contains(records.tag(i));
                if (records.tag(i) == SampleRecords.SAMPLED_HEADER) {
                    header(records);
                }
            }
        }

        private void header(SampleRecords records) {
            fields.add("sflow_245.header_protocol", records.headerProtocol());
            fields.add("sflow_245.header.frame_length", records.frameLength());
            fields.add("sflow_245.header.payload_stripped", records.stripped());
            fields.add("sflow_245.header.sampled_header_length", records.headerLength());
            fields.add(packet.dissect(
                    records.bytes(), records.headerOffset(), records.headerLength(), records.headerProtocol()));
        }

        @Override
        public void counterSample(CounterSample sample) {
            if (lost) {
                return;
            }
            fields.add("sflow_245.sampletype", sample.expanded() ? 4 : 2);
            fields.add("sflow.counters_sample.sequence_number", sample.sequence());
            SampleRecords records = sample.records();
            for (int i = 0; i < records.count() && !lost; i++) {
                lost = !KNOWN_COUNTER_RECORDS.contains(records.tag(i));
                if (records.tag(i) == 1) {
                    interfaceCounters(records.body(i, cursor));
                }
            }
        }

        private void interfaceCounters(XdrCursor body) {
            fields.add("sflow_245.ifindex", body.u32());
            fields.add("sflow_245.iftype", body.u32());
            fields.add("sflow_245.ifspeed", Long.toUnsignedString(body.u64()));
            body.u64(); // direction and status: tshark splits and names them
            for (String name : SFLOW.subList(SFLOW.indexOf("sflow_245.ifinoct"), SFLOW.size())) {
                boolean octets = name.endsWith("oct");
                fields.add(name, octets ? Long.toUnsignedString(body.u64()) : body.u32());
            }
        }
    }
}
