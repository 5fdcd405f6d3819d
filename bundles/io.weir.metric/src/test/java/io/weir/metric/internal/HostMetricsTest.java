// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.Structure;
import io.weir.demo.internal.encoder.XdrWriter;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HostMetricsTest {
    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private Map<String, Object> host(Structure... records) {
        scene.send(CounterSampleBuilder.of(2, 1), records);
        return scene.values("2.1");
    }

    private Map<String, Object> logical(Structure... records) {
        scene.send(CounterSampleBuilder.of(3, 65_537).expanded(), records);
        return scene.values("3.65537");
    }

    private static Structure words(int format, long... words) {
        return Structure.of(format, new XdrWriter().u32(words));
    }

    @Test
    void hostIsDescribed() {
        UUID uuid = UUID.fromString("564d1f2c-0000-4000-8000-0000000000ab");
        assertThat(host(CounterRecords.hostDescr("leaf1", uuid, 3, 2, "6.1.0")))
                .containsOnly(
                        entry("host_name", "leaf1"),
                        entry("uuid", "564d1f2c-0000-4000-8000-0000000000ab"),
                        entry("machine_type", "x86_64"),
                        entry("os_name", "linux"),
                        entry("os_release", "6.1.0"));
    }

    @Test
    void virtualMachineIsDescribedUnderItsOwnNames() {
        assertThat(logical(CounterRecords.hostDescr("web-1", new UUID(1, 2), 3, 2, "6.1.0")))
                .containsEntry("vir_host_name", "web-1")
                .containsEntry("vir_os_name", "linux")
                .doesNotContainKey("host_name");
    }

    /** Loads 1.5, 0.1, 2; 3 of 200 processes, 4 processors of 2400 MHz, up an hour; then times in ms. */
    private static Structure cpu(long... timesAndEvents) {
        return Structure.of(
                2003,
                new XdrWriter().f32(1.5, 0.1, 2).u32(3, 200, 4, 2400, 3600).u32(timesAndEvents));
    }

    @Test
    void processorTimesAreSharesOfAllTime() {
        Map<String, Object> first = host(cpu(1000, 0, 0, 9000, 0, 0, 0, 500, 600));
        assertThat(first)
                .contains(
                        entry("load_one", 1.5),
                        entry("load_five", 0.1),
                        entry("load_one_per_cpu", 0.375),
                        entry("proc_run", 3.0),
                        entry("proc_total", 200.0),
                        entry("cpu_num", 4.0),
                        entry("cpu_speed", 2400.0),
                        entry("uptime", 3600.0))
                .doesNotContainKeys("cpu_user", "cpu_utilization", "interrupts");
        scene.pass(10);
        assertThat(host(cpu(1000 + 12_000, 4_000, 2_000, 9000 + 20_000, 1_000, 500, 500, 1500, 2600)))
                .contains(
                        entry("cpu_user", 30.0),
                        entry("cpu_nice", 10.0),
                        entry("cpu_system", 5.0),
                        entry("cpu_idle", 50.0),
                        entry("cpu_wio", 2.5),
                        entry("cpu_intr", 1.25),
                        entry("cpu_sintr", 1.25),
                        entry("cpu_utilization", 50.0),
                        entry("interrupts", 100.0),
                        entry("contexts", 200.0))
                .doesNotContainKeys("cpu_steal", "time_cpu_user");
    }

    @Test
    void longerProcessorRecordHasStolenAndGuestTime() {
        host(cpu(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        scene.pass(10);
        assertThat(host(cpu(20_000, 0, 0, 10_000, 0, 0, 0, 0, 0, 10_000, 8_000, 0)))
                .contains(
                        entry("cpu_user", 50.0),
                        entry("cpu_steal", 25.0),
                        entry("cpu_guest", 20.0),
                        entry("cpu_guest_nice", 0.0),
                        entry("cpu_utilization", 75.0));
    }

    @Test
    void memoryInUseLeavesOutBuffersAndCache() {
        XdrWriter memory =
                new XdrWriter().u64(1000, 300, 10, 100, 200, 4000, 3000).u32(0, 0, 0, 0);
        assertThat(host(Structure.of(2004, memory)))
                .contains(
                        entry("mem_total", 1000.0),
                        entry("mem_free", 300.0),
                        entry("mem_buffers", 100.0),
                        entry("mem_cached", 200.0),
                        entry("mem_used", 400.0),
                        entry("mem_utilization", 40.0),
                        entry("swap_free", 3000.0));
    }

    @Test
    void memoryOfAHostThatDoesNotTellItsCacheIsKnownAllTheSame() {
        assertThat(host(Structure.of(2004, new XdrWriter().u64(1000, 300, -1, -1, -1))))
                .containsOnly(
                        entry("mem_total", 1000.0),
                        entry("mem_free", 300.0),
                        entry("mem_used", 700.0),
                        entry("mem_utilization", 70.0));
    }

    @Test
    void disksAndInterfacesOfAHost() {
        host(
                CounterRecords.hostDisk(1000, 250, 87.5, 0, 0, 0, 0, 0, 0),
                CounterRecords.hostNet(0, 0, 0, 0, 0, 0, 0, 0));
        scene.pass(10);
        assertThat(host(
                        CounterRecords.hostDisk(1000, 250, 87.5, 10, 20, 30, 40, 50, 60),
                        CounterRecords.hostNet(10, 20, 30, 40, 50, 60, 70, 80)))
                .containsOnly(
                        entry("disk_total", 1000.0),
                        entry("disk_free", 250.0),
                        entry("disk_utilization", 75.0),
                        entry("part_max_used", 87.5),
                        entry("disk_reads", 1.0),
                        entry("disk_bytes_read", 2.0),
                        entry("disk_read_time", 3.0),
                        entry("disk_writes", 4.0),
                        entry("disk_bytes_written", 5.0),
                        entry("disk_write_time", 6.0),
                        entry("bytes_in", 1.0),
                        entry("pkts_in", 2.0),
                        entry("errs_in", 3.0),
                        entry("drops_in", 4.0),
                        entry("bytes_out", 5.0),
                        entry("pkts_out", 6.0),
                        entry("errs_out", 7.0),
                        entry("drops_out", 8.0));
    }

    @Test
    void transportProtocolsOfAHost() {
        long[] tcp = {1, 200, 120_000, -1, 0, 0, 0, 0, 42, 0, 0, 0, 0, 0, 0};
        host(words(2009, tcp), words(2010, 0, 0, 0, 0, 0, 0, 0));
        tcp[4] = 30;
        tcp[11] = 50;
        scene.pass(10);
        assertThat(host(words(2009, tcp), words(2010, 100, 0, 0, 200, 0, 0, 0)))
                .contains(
                        entry("tcp_currestab", 42.0),
                        entry("tcp_activeopens", 3.0),
                        entry("tcp_retranssegs", 5.0),
                        entry("udp_indatagrams", 10.0),
                        entry("udp_outdatagrams", 20.0))
                .doesNotContainKey("tcp_maxconn");
    }

    @Test
    void virtualMachineHasStateProcessorsMemoryAndTraffic() {
        Structure memory = Structure.of(2102, new XdrWriter().u64(512, 1024));
        logical(words(2101, 1, 10_000, 2), memory);
        scene.pass(10);
        assertThat(logical(words(2101, 1, 20_000, 2), memory))
                .containsOnly(
                        entry("vir_state", "running"),
                        entry("vir_cpu_count", 2.0),
                        entry("vir_cpu_utilization", 50.0),
                        entry("vir_mem_used", 512.0),
                        entry("vir_mem_max", 1024.0),
                        entry("vir_mem_utilization", 50.0));
    }

    @Test
    void graphicsProcessorOfAVirtualMachineHasItsOwnNames() {
        XdrWriter idle = new XdrWriter().u32(2, 5, 0, 0).u64(1000, 250).u32(0, 0, 61, 40);
        XdrWriter busy = new XdrWriter().u32(2, 5, 10_000, 0).u64(1000, 250).u32(0, 50_000, 61, 40);
        logical(Structure.of(5703, 1, idle));
        scene.pass(10);
        assertThat(logical(Structure.of(5703, 1, busy)))
                .contains(
                        entry("vir_nvml_gputime", 100.0),
                        entry("vir_nvml_gpu_utilization", 50.0),
                        entry("vir_nvml_mem_utilization", 75.0),
                        entry("vir_nvml_energy", 5.0),
                        entry("vir_nvml_temperature", 61.0));
    }

    @Test
    void applicationsHaveRequestsWorkersAndResources() {
        Structure[] zero = {
            words(2201, new long[15]),
            words(2206, 3, 1, 8, 0, 0),
            Structure.of(2203, new XdrWriter().u32(0, 0).u64(1, 2).u32(3, 4, 5, 6))
        };
        host(zero);
        scene.pass(10);
        assertThat(host(
                        words(2201, 0, 90, 10, 0, 0, 0, 0, 0, 0, 0, 80, 0, 20, 0, 0),
                        words(2206, 3, 1, 8, 10, 20),
                        Structure.of(
                                2203,
                                new XdrWriter().u32(5_000, 1_000).u64(1, 2).u32(3, 4, 5, 6))))
                .contains(
                        entry("http_method_get", 9.0),
                        entry("http_method_head", 1.0),
                        entry("http_requests", 10.0),
                        entry("http_status_2xx", 8.0),
                        entry("http_status_4xx", 2.0),
                        entry("workers_utilization", 37.5),
                        entry("req_delayed", 1.0),
                        entry("req_dropped", 2.0),
                        entry("app_usertime", 50.0),
                        entry("app_systemtime", 10.0),
                        entry("app_mem_used", 1.0),
                        entry("app_conn_max", 6.0));
    }

    @Test
    void openVswitchTellsHowItsLookupsFare() {
        host(words(2207, 0, 0, 0, 0, 7, 8));
        scene.pass(10);
        assertThat(host(words(2207, 90, 10, 1, 200, 7, 8)))
                .containsOnly(
                        entry("ovs_dp_hits", 9.0),
                        entry("ovs_dp_misses", 1.0),
                        entry("ovs_dp_lost", 0.1),
                        entry("ovs_mask_hits", 20.0),
                        entry("ovs_dp_flows", 7.0),
                        entry("ovs_dp_masks", 8.0),
                        entry("ovs_dp_hitrate", 90.0),
                        entry("ovs_dp_missrate", 10.0),
                        entry("ovs_dp_maskhitsperpacket", 2.0));
    }
}
