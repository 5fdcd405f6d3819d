// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CustomSampleBuilder;
import io.weir.demo.internal.encoder.Structure;
import io.weir.demo.internal.encoder.XdrWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Link aggregation, optics, processors, OpenFlow, hardware tables, and what users' programs and other bundles report. */
final class SwitchMetricsTest {
    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void portOfAnAggregationKnowsItsPartner() {
        XdrWriter lag = new XdrWriter().mac("443839ff0001").mac("443839ff0002").u32(1007, 0x3d3f3d3fL);
        scene.send(Structure.of(7, lag.u32(0, 0, 0, 0, 0, 0, 0, 0)));
        assertThat(scene.values())
                .containsOnly(
                        entry("agg_actorsystemid", "443839FF0001"),
                        entry("agg_partneropersystemid", "443839FF0002"),
                        entry("agg_attachedaggid", 1007.0),
                        entry("agg_actoradminstate", 61.0),
                        entry("agg_actoroperstate", 63.0),
                        entry("agg_partneradminstate", 61.0),
                        entry("agg_partneroperstate", 63.0));
    }

    @Test
    void opticalModuleHasAsManyLanesAsItSays() {
        XdrWriter sfp = new XdrWriter()
                .u32(3, 2, 3_300, -5_500, 2)
                .u32(1, 10, 20, 30, 40, 1310, 60, 70, 80, 1311)
                .u32(2, 11, 21, 31, 41, 1312, 61, 71, 81, 1313)
                .u32(3, 99, 99, 99, 99, 99, 99, 99, 99, 99);
        scene.send(Structure.of(10, sfp));
        assertThat(scene.values())
                .contains(
                        entry("opt_module_id", 3.0),
                        entry("opt_module_lanes", 2.0),
                        entry("opt_module_voltage", 3.3),
                        entry("opt_module_temperature", -5.5),
                        entry("opt_lane1_tx_bias", 10.0),
                        entry("opt_lane1_tx_wavelength", 1310.0),
                        entry("opt_lane2_rx_power", 61.0),
                        entry("opt_lane2_rx_wavelength", 1313.0))
                .doesNotContainKey("opt_lane3_tx_bias");
    }

    @Test
    void bufferListsAreReadByTheirLengths() {
        XdrWriter bst =
                new XdrWriter().u32(100, 200, 300, 400).u32(2, 1000, 2000).u32(1, 3000);
        scene.send(Structure.of(4413, 2, bst));
        assertThat(scene.values())
                .containsOnly(
                        entry("bcm_port_ingress_uc_utilization", 1.0),
                        entry("bcm_port_ingress_mc_utilization", 2.0),
                        entry("bcm_port_egress_uc_utilization", 3.0),
                        entry("bcm_port_egress_mc_utilization", 4.0),
                        entry("bcm_port_egress_queue0_uc_utilization", 10.0),
                        entry("bcm_port_egress_queue1_uc_utilization", 20.0),
                        entry("bcm_port_egress_queue0_mc_utilization", 30.0));
    }

    @Test
    void processorOfASwitch() {
        scene.send(CounterRecords.processor(12.5, 2, 3, 1000, 400));
        assertThat(scene.values())
                .containsOnly(
                        entry("cpu_5sec", 12.5),
                        entry("cpu_1min", 2.0),
                        entry("cpu_5min", 3.0),
                        entry("mem_total", 1000.0),
                        entry("mem_free", 400.0),
                        entry("mem_used", 600.0),
                        entry("mem_utilization", 60.0));
    }

    @Test
    void openFlowPortIsText() {
        scene.send(
                Structure.of(1004, new XdrWriter().u64(0x0000_0a0b_0c0d_0e0fL).u32(17)));
        assertThat(scene.values()).containsOnly(entry("of_dpid", "00000a0b0c0d0e0f"), entry("of_port", "17"));
    }

    @Test
    void hardwareTablesAreAlsoShares() {
        long[] tables = new long[36];
        tables[0] = 250;
        tables[1] = 1000;
        tables[8] = 3;
        tables[9] = 12;
        scene.send(Structure.of(4413, 3, new XdrWriter().u32(tables)));
        assertThat(scene.values())
                .contains(
                        entry("bcm_host_entries", 250.0),
                        entry("bcm_host_entries_max", 1000.0),
                        entry("bcm_host_utilization", 25.0),
                        entry("bcm_long_ipv6_utilization", 25.0),
                        entry("bcm_long_ipv6_utilizaton", 25.0))
                .doesNotContainKey("bcm_mac_utilization");
    }

    @Test
    void programsMetricsAreThoseOfTheirOwnDataSource() {
        scene.datagram(CustomSampleBuilder.metrics("db1")
                .gauge32("q_len", 17)
                .counter64("q_total", 1000)
                .text("role", "primary")
                .gaugeFloat("share", 0.1)
                .gaugeDouble("ratio", 2.5));
        assertThat(scene.values("db1"))
                .containsOnly(entry("q_len", 17.0), entry("role", "primary"), entry("share", 0.1), entry("ratio", 2.5));
        scene.pass(10);
        scene.sequence++;
        scene.datagram(CustomSampleBuilder.metrics("db1").gauge32("q_len", 18).counter64("q_total", 1500));
        assertThat(scene.values("db1")).contains(entry("q_len", 18.0), entry("q_total", 50.0));
        assertThat(scene.names()).containsKeys("q_len", "q_total", "role");
    }

    @Test
    void programsNamesAreCheckedAndBounded() {
        CustomSampleBuilder sample =
                CustomSampleBuilder.metrics("db1").gauge32("a.b", 1).gauge32("ok", 2);
        scene.datagram(sample);
        assertThat(scene.values("db1")).containsOnly(entry("ok", 2.0));
        assertThat(scene.counter("metricsRefused")).isEqualTo(1);
        for (int i = 0; i < 2 * NamedValues.MOST; i += 16) {
            CustomSampleBuilder many = CustomSampleBuilder.metrics("db1");
            for (int j = 0; j < 16; j++) {
                many.gauge32("m" + (i + j), 1);
            }
            scene.sequence++;
            scene.datagram(many);
        }
        assertThat(scene.values("db1")).hasSize(NamedValues.MOST);
    }

    @Test
    void whatOtherPartsPublishIsKept() {
        scene.send(CounterRecords.portName("swp3"));
        scene.shards
                .ask(0, shard -> {
                    shard.agents()
                            .forEach(agent -> agent.dataSources().forEach(source -> {
                                shard.publish(source, new io.weir.api.metric.MetricId("mn_bytes"), 7);
                                shard.publishText(source, new io.weir.api.metric.MetricId("mn_role"), "edge");
                            }));
                    return List.of();
                })
                .join();
        assertThat(scene.values())
                .containsOnly(entry("ifname", "swp3"), entry("mn_bytes", 7.0), entry("mn_role", "edge"));
    }
}
