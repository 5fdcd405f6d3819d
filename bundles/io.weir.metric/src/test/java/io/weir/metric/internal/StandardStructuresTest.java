// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.metric.CounterField;
import io.weir.api.metric.CounterStructure;
import io.weir.api.metric.DerivedMetric;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StandardStructuresTest {
    private static final Map<String, CounterStructure> BY_TAG = new StandardStructures()
            .structures().stream()
                    .collect(Collectors.toMap(
                            row -> (row.tag() >>> 12) + ":" + (row.tag() & 0xfff),
                            row -> row,
                            (a, b) -> a,
                            TreeMap::new));

    /** Bytes of each structure of fixed length, as its definition has them. */
    @ParameterizedTest
    @CsvSource({
        "0:1, 88",
        "0:2, 52",
        "0:3, 72",
        "0:4, 80",
        "0:5, 28",
        "0:6, 80",
        "0:7, 56",
        "0:8, 24",
        "0:9, 64",
        "0:11, 20",
        "0:1001, 28",
        "0:1002, 12",
        "0:1003, 52",
        "0:1004, 12",
        "0:2002, 8",
        "0:2003, 80",
        "0:2004, 72",
        "0:2005, 52",
        "0:2006, 40",
        "0:2007, 76",
        "0:2008, 100",
        "0:2009, 60",
        "0:2010, 28",
        "0:2100, 28",
        "0:2101, 12",
        "0:2102, 16",
        "0:2103, 52",
        "0:2104, 40",
        "0:2106, 108",
        "0:2200, 144",
        "0:2201, 60",
        "0:2203, 40",
        "0:2204, 140",
        "0:2205, 92",
        "0:2206, 20",
        "0:2207, 24",
        "0:3000, 24",
        "0:3001, 12",
        "0:3002, 4",
        "0:3003, 12",
        "4413:1, 8",
        "4413:3, 144",
        "5703:1, 48"
    })
    void fieldsFillTheStructure(String tag, int length) {
        assertThat(BY_TAG.get(tag).fields().stream()
                        .mapToInt(field -> field.type().bytes())
                        .sum())
                .isEqualTo(length);
    }

    @Test
    void everyStructureOfTheStandardsIsThere() {
        assertThat(BY_TAG.keySet())
                .contains("0:10", "0:1005", "0:2000", "0:2001", "0:2105", "0:2202", "4413:2")
                .hasSize(50);
    }

    @Test
    void everyRowHasASentence() {
        assertThat(BY_TAG.values()).allMatch(row -> row.doc().endsWith("."));
        assertThat(DerivedMetrics.ROWS).allMatch(row -> row.doc().endsWith("."));
        assertThat(BY_TAG.values())
                .allSatisfy(row -> assertThat(row.fields())
                        .allMatch(field -> !field.origin().isEmpty()));
    }

    @Test
    void namesHaveLettersDigitsAndUnderscoresAndOccurOnceInAStructure() {
        for (CounterStructure row : BY_TAG.values()) {
            Set<String> names = new HashSet<>();
            row.fields().stream()
                    .map(CounterField::name)
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> assertThat(names.add(name)).as(name).isTrue());
            DerivedMetrics.ROWS.stream()
                    .filter(derived -> derived.structure().equals(row.name()))
                    .map(DerivedMetric::name)
                    .forEach(name -> assertThat(names.add(name)).as(name).isTrue());
            assertThat(names).allMatch(name -> name.matches("[a-z0-9_]+"));
        }
    }

    /** Names that programs ask for. */
    @Test
    void namesThatProgramsAskForAreThere() {
        Set<String> names = new HashSet<>();
        BY_TAG.values()
                .forEach(row -> row.fields().forEach(field -> {
                    names.add(field.name());
                    names.add(row.logicalPrefix() + field.name());
                }));
        DerivedMetrics.ROWS.forEach(row -> names.add(row.name()));
        assertThat(names)
                .contains(
                        ("ifindex iftype ifspeed ifdirection ifadminstatus ifoperstatus ifname ifinoctets ifinucastpkts"
                                        + " ifinmulticastpkts ifinbroadcastpkts ifindiscards ifinerrors"
                                        + " ifinunknownprotos ifoutoctets ifoutucastpkts ifoutmulticastpkts"
                                        + " ifoutbroadcastpkts ifoutdiscards ifouterrors ifinutilization"
                                        + " ifoututilization ifinpkts ifoutpkts of_dpid of_port eth_alignmenterrors"
                                        + " eth_fcserrors eth_latecollision agg_actorsystemid agg_partneropersystemid"
                                        + " agg_attachedaggid opt_module_id opt_module_lanes cpu_5sec host_name uuid"
                                        + " machine_type os_name os_release load_one load_five load_fifteen"
                                        + " load_one_per_cpu proc_run proc_total cpu_num cpu_speed uptime cpu_user"
                                        + " cpu_nice cpu_system cpu_idle cpu_wio cpu_intr cpu_sintr cpu_utilization"
                                        + " interrupts contexts mem_total mem_free mem_shared mem_buffers mem_cached"
                                        + " swap_total swap_free mem_used mem_utilization page_in page_out swap_in"
                                        + " swap_out disk_total disk_free part_max_used disk_utilization bytes_in"
                                        + " bytes_out pkts_in pkts_out vir_host_name vir_cpu_utilization"
                                        + " vir_nvml_gputime jvm_name http_method_get http_status_5xx http_requests"
                                        + " workers_active workers_utilization req_delayed app_usertime app_systemtime"
                                        + " app_mem_used ovs_dp_hits ovs_dp_misses ovs_dp_lost ovs_mask_hits"
                                        + " ovs_dp_flows ovs_dp_masks ovs_dp_hitrate ovs_dp_missrate"
                                        + " ovs_dp_maskhitsperpacket bcm_host_utilization bcm_mac_utilization"
                                        + " bcm_ipv4_utilization bcm_ipv6_utilization bcm_ipv4_ipv6_utilization"
                                        + " bcm_long_ipv6_utilizaton bcm_long_ipv6_utilization"
                                        + " bcm_total_routes_utilization bcm_ecmp_nexthops_utilization"
                                        + " bcm_acl_ingress_utilization bcm_acl_ingress_meters_utilization"
                                        + " bcm_acl_ingress_counters_utilization bcm_acl_egress_utilization"
                                        + " bcm_acl_egress_meters_utilization bcm_acl_egress_counters_utilization")
                                .split(" "));
    }

    @Test
    void interfaceTypesAreIanas() {
        assertThat(IfTypes.NAMES)
                .containsEntry(6L, "ethernetCsmacd")
                .containsEntry(24L, "softwareLoopback")
                .containsEntry(53L, "propVirtual")
                .containsEntry(161L, "ieee8023adLag")
                .hasSize(299);
    }
}
