// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.metric.MetricId;
import io.weir.api.metric.MetricTable;
import io.weir.api.metric.Reading;
import io.weir.api.net.Address;
import io.weir.testkit.Captures;
import io.weir.testkit.InlineShards;
import io.weir.testkit.Pcap;
import io.weir.testkit.SteppedTimeline;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real agents' datagrams, replayed at once: rates come from the agents' uptime. Figures by another decoder. */
final class CaptureTest {
    private final InlineShards shards = new InlineShards(new SteppedTimeline(), 2);
    private final MetricParts parts = new MetricParts();

    private void replay(String name) throws IOException {
        Optional<Pcap> capture = Captures.read(name);
        assumeTrue(capture.isPresent(), "no " + name + " beside the source tree: set -Dweir.captures=DIR");
        shards.add(parts);
        capture.get().datagrams().forEach(datagram -> shards.receiveFrom(datagram.source(), datagram.payload()));
    }

    @AfterEach
    void close() {
        shards.close();
    }

    private Map<String, Object> values(String agent, String dataSource) {
        Map<String, Object> values = new TreeMap<>();
        shards.askAll(shard -> {
                    MetricTable table = shard.view(MetricTable.class).orElseThrow();
                    shard.agent(Address.parse(agent)).stream()
                            .flatMap(one -> one.dataSources().stream())
                            .filter(source -> source.name().equals(dataSource))
                            .forEach(source -> table.all(source)
                                    .forEach(reading ->
                                            values.put(reading.metric().name(), reading.value())));
                    return 0;
                })
                .join();
        return values;
    }

    private double number(String agent, String dataSource, String metric) {
        return shards
                .askAll(shard -> shard.agent(Address.parse(agent)).stream()
                        .flatMap(one -> one.dataSources().stream())
                        .filter(source -> source.name().equals(dataSource))
                        .flatMap(source ->
                                shard.view(MetricTable.class).orElseThrow().find(source, new MetricId(metric)).stream())
                        .mapToDouble(Reading::number)
                        .sum())
                .join()
                .stream()
                .mapToDouble(value -> value)
                .sum();
    }

    private void nothingOdd() {
        Map<String, Number> counters = parts.counters();
        for (String odd : new String[] {
            "counterResets",
            "counterAgentRestarts",
            "counterRatesImplausible",
            "counterSamplesLate",
            "counterSamplesDamaged",
            "counterRecordsUnknown",
            "metricsRefused"
        }) {
            assertThat(counters.get(odd).longValue()).as(odd).isZero();
        }
    }

    @Test
    void fabricOfFourSwitches() throws IOException {
        replay("ecmp.pcap");
        assertThat(number("192.168.0.13", "52", "ifinoctets")).isEqualTo(747_548_129.1333333, within(1e-3));
        assertThat(number("192.168.0.13", "52", "ifoutoctets")).isEqualTo(245.83333333333334, within(1e-9));
        assertThat(number("192.168.0.13", "52", "ifinucastpkts")).isEqualTo(492_458.8, within(1e-6));
        assertThat(number("192.168.0.13", "52", "ifinutilization")).isEqualTo(59.80385033066667, within(1e-6));
        assertThat(number("192.168.0.12", "5", "ifinoctets")).isEqualTo(456_825_992.7241379, within(1e-3));
        assertThat(number("192.168.0.11", "37", "ifinucastpkts")).isEqualTo(297_363.9666666667, within(1e-6));
        assertThat(values("192.168.0.11", "10"))
                .containsEntry("ifspeed", 0.0)
                .doesNotContainKeys("ifinutilization", "ifoututilization", "ifinunknownprotos");
        assertThat(values("192.168.0.11", "2.1"))
                .containsKeys("host_name", "load_one", "cpu_utilization", "mem_utilization", "disk_utilization")
                .containsKeys("bcm_host_utilization", "bcm_ecmp_nexthops_utilization", "part_max_used", "bytes_in")
                .containsEntry("os_name", "linux");
        nothingOdd();
    }

    @Test
    void hostWithExpandedSamples() throws IOException {
        replay("hsflowd-2.1.25-veth.pcap");
        assertThat(values("10.99.0.1", "2"))
                .containsEntry("ifname", "vsa")
                .containsEntry("ifspeed", 1e10)
                .containsEntry("ifdirection", "full-duplex")
                .doesNotContainKeys("ifinmulticastpkts", "ifinbroadcastpkts");
        assertThat(number("10.99.0.1", "2", "ifinoctets")).isEqualTo(120_631.57894736843, within(1e-6));
        assertThat(number("10.99.0.1", "2", "ifoutoctets")).isEqualTo(5_519_319.495922906, within(1e-6));
        Map<String, Object> host = values("10.99.0.1", "2.1");
        assertThat(host)
                .containsEntry("host_name", "vm")
                .containsEntry("machine_type", "x86_64")
                .containsEntry("os_release", "6.18.44-fc-v595")
                .containsEntry("uuid", "6571e19b-6571-519b-a571-e19b6571e19b")
                .containsEntry("load_one", 3.31)
                .containsEntry("load_five", 3.4)
                .containsEntry("mem_total", 25_276_514_304.0)
                .containsEntry("mem_used", 25_276_514_304.0 - 21_590_622_208.0 - 93_638_656.0 - 3_411_529_728.0)
                .containsEntry("tcp_currestab", 4.0)
                .containsKeys("ip_inreceives", "icmp_inmsgs", "udp_indatagrams", "cpu_steal");
        assertThat((double) host.get("cpu_idle")).isEqualTo(100 * 4650 / 10_700.0, within(0.5));
        assertThat((double) host.get("interrupts")).isEqualTo(4211 / 5.384, within(1e-6));
        assertThat((double) host.get("tcp_insegs")).isEqualTo(9168 / 5.384, within(1e-6));
        nothingOdd();
    }

    @Test
    void switchesOfSeveralMakers() throws IOException {
        for (String name : new String[] {
            "overflowd-sflow.pcap", "tcpdump-sflow_multiple_counter_30_pdus.pcap", "tcpdump-sflow-print-v6.pcap"
        }) {
            replay(name);
        }
        assertThat(values("192.168.1.1", "52"))
                .containsEntry("ifadminstatus", "up")
                .containsEntry("ifoperstatus", "down")
                .containsEntry("eth_fcserrors", 0.0)
                .containsEntry("ifinutilization", 0.0);
        nothingOdd();
    }
}
