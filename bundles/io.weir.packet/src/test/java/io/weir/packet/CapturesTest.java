// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.sflow.CounterSample;
import io.weir.sflow.CustomSample;
import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.DiscardSample;
import io.weir.sflow.FlowSample;
import io.weir.sflow.SampleRecords;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the captures hold, counted. */
class CapturesTest {
    private Path directory = Path.of("");

    @BeforeEach
    void find() {
        assumeTrue(Captures.directory().isPresent(), "no captures here: set -Dweir.captures=DIR");
        directory = Captures.directory().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ecmp.pcap | COMPLETE=9279 counters=3682 eth.ip.tcp=52785 flow=52785",
                "hsflowd-2.1.25-veth.pcap | COMPLETE=2229 counters-expanded=12 eth.ip.tcp=6276 eth.ip.udp=5278 eth.ip6.icmp6=3 eth.ip6.tcp=2155 flow-expanded=13712",
                "overflowd-sflow.pcap | COMPLETE=1000 counters=502 eth.ip.tcp=5855 flow=5855",
                "tcpdump-sflow-print-v6.pcap | COMPLETE=25 counters=48 eth.ip=13 flow=13",
                "tcpdump-sflow_multiple_counter_30_pdus.pcap | BAD_VERSION=5 COMPLETE=25 counters=2 counters-expanded=142",
                "tcpdump-sflow_expanded.pcap | COMPLETE=1 eth.vlan.ip.tcp=1 flow-expanded=1",
                "tcpdump-sflow_print-segv.pcap | TRUNCATED=1",
                "nxthdr-sflow.pcap | COMPLETE=1 flow=1",
            })
    void captureHoldsWhatItsSourceSays(String file, String expected) {
        Tally tally = new Tally();
        Captures captures = new Captures();
        captures.frames(directory.resolve(file), (frame, payload, length) -> {
            if (payload >= 0) {
                tally.add(captures.decode(frame.bytes(), payload, length, tally).name());
            }
        });
        assertThat(tally).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cistern-counter_sample.dump | COMPLETE=1 counters=1",
                "cistern-event_discarded_packet.dump | COMPLETE=1 discard=1 eth.ip.udp=1",
                "cistern-flow_sample.dump | COMPLETE=1 eth.ip.udp=1 flow=1",
                "cistern-flow_sample_3.dump | COMPLETE=1 eth.ip.tcp=3 flow=3",
                "cistern-flow_samples_2.dump | COMPLETE=1 eth.ip.tcp=2 flow=2",
                "cistern-host_sample.dump | COMPLETE=1 counters=1",
            })
    void datagramHoldsWhatItsSourceSays(String file, String expected) {
        Tally tally = new Tally();
        byte[] datagram = Captures.read(directory.resolve(file));
        tally.add(new Captures().decode(datagram, 0, datagram.length, tally).name());
        assertThat(tally).hasToString(expected);
    }

    /** Counts samples by kind, what is wrong with them, and layers found. */
    private static final class Tally implements DatagramVisitor {
        private final Map<String, Integer> counts = new TreeMap<>();
        private final PacketView packet = new PacketView();

        void add(String what) {
            counts.merge(what, 1, Integer::sum);
        }

        private void add(SampleRecords records) {
            if (records.damaged()) {
                add("damaged");
            }
            if (records.hasHeader()) {
                packet.dissect(
                        records.bytes(), records.headerOffset(), records.headerLength(), records.headerProtocol());
                add(packet.toString());
                if (packet.stop() != PacketView.Stop.COMPLETE) {
                    add(packet.stop().name());
                }
            }
        }

        @Override
        public void flowSample(FlowSample sample) {
            add(sample.expanded() ? "flow-expanded" : "flow");
            add(sample.records());
        }

        @Override
        public void counterSample(CounterSample sample) {
            add(sample.expanded() ? "counters-expanded" : "counters");
            add(sample.records());
        }

        @Override
        public void discardedPacket(DiscardSample sample) {
            add("discard");
            add(sample.records());
        }

        @Override
        public void customSample(CustomSample sample) {
            add("custom");
        }

        @Override
        public void unknownSample(int tag, int length) {
            add("unknown");
        }

        @Override
        public void malformedSample(int tag, int length) {
            add("malformed");
        }

        @Override
        public String toString() {
            return counts.toString().replaceAll("[{},]", "");
        }
    }
}
