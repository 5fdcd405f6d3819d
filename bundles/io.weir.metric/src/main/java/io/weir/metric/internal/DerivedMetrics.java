// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.metric.DerivedMetric;
import java.util.ArrayList;
import java.util.List;

/** The metrics that are computed from others of the same record: a row each. Thread: immutable. */
final class DerivedMetrics {
    /** Before the name of a hidden time of processors, in ms a second. */
    static final String TIME = "time_";

    /** A host's processor times in the order of the wire. */
    static final List<String> CPU_TIMES = List.of(
            "cpu_user",
            "cpu_nice",
            "cpu_system",
            "cpu_idle",
            "cpu_wio",
            "cpu_intr",
            "cpu_sintr",
            "cpu_steal",
            "cpu_guest",
            "cpu_guest_nice");

    /** How many of them make up all time: a guest's time is part of its user's. */
    private static final int CPU_PARTS = 8;

    static final List<DerivedMetric> ROWS = rows();

    private DerivedMetrics() {}

    private static List<DerivedMetric> rows() {
        List<DerivedMetric> rows = new ArrayList<>();
        interfaces(rows);
        hosts(rows);
        applications(rows);
        switches(rows);
        return List.copyOf(rows);
    }

    private static void interfaces(List<DerivedMetric> rows) {
        String structure = "if_counters";
        for (String way : new String[] {"in", "out"}) {
            rows.add(new DerivedMetric(
                    "if" + way + "utilization",
                    structure,
                    "Octets as a share of the interface's speed, in percent.",
                    List.of("if" + way + "octets", "ifspeed"),
                    in -> in[1] > 0 ? in[0] * 800 / in[1] : Double.NaN));
            rows.add(new DerivedMetric(
                    "if" + way + "pkts",
                    structure,
                    "Frames of every kind a second.",
                    List.of("if" + way + "ucastpkts", "if" + way + "multicastpkts", "if" + way + "broadcastpkts"),
                    DerivedMetrics::known));
        }
        rows.add(new DerivedMetric(
                "radio_utilization",
                "radio_utilization",
                "Busy time as a share of the time on the channel, in percent.",
                List.of("radio_on_channel_busy_time", "radio_on_channel_time"),
                in -> 100 * in[0] / in[1]));
    }

    private static void hosts(List<DerivedMetric> rows) {
        List<String> times = CPU_TIMES.stream().map(time -> TIME + time).toList();
        for (int i = 0; i < CPU_TIMES.size(); i++) {
            int place = i;
            rows.add(new DerivedMetric(
                    CPU_TIMES.get(i),
                    "host_cpu",
                    "A share of the processors' time, in percent.",
                    times,
                    in -> 100 * in[place] / cpu(in)));
        }
        rows.add(new DerivedMetric(
                "cpu_utilization",
                "host_cpu",
                "The share of the processors' time that is not idle, in percent.",
                times,
                in -> 100 - 100 * in[CPU_TIMES.indexOf("cpu_idle")] / cpu(in)));
        rows.add(new DerivedMetric(
                "load_one_per_cpu",
                "host_cpu",
                "The load of one minute by the number of processors.",
                List.of("load_one", "cpu_num"),
                in -> in[0] / in[1]));
        List<String> memory = List.of("mem_total", "mem_free", "mem_cached", "mem_buffers");
        rows.add(new DerivedMetric(
                "mem_used",
                "host_memory",
                "Memory in use, without buffers and cache, in bytes.",
                memory,
                DerivedMetrics::used));
        rows.add(new DerivedMetric(
                "mem_utilization",
                "host_memory",
                "Memory in use as a share of all, in percent.",
                memory,
                in -> 100 * used(in) / in[0]));
        List<String> switchMemory = List.of("mem_total", "mem_free");
        rows.add(new DerivedMetric(
                "mem_used", "processor", "Memory in use, in bytes.", switchMemory, in -> in[0] - in[1]));
        rows.add(percent("mem_utilization", "processor", "mem_total", "mem_free", "Memory in use, in percent."));
        rows.add(percent("disk_utilization", "host_disk_io", "disk_total", "disk_free", "Disk in use, in percent."));
    }

    /** What is used of a total of which the free part is known. */
    private static DerivedMetric percent(String name, String structure, String total, String free, String doc) {
        return new DerivedMetric(name, structure, doc, List.of(total, free), in -> 100 * (in[0] - in[1]) / in[0]);
    }

    private static DerivedMetric share(String name, String structure, String part, String whole, String doc) {
        return new DerivedMetric(name, structure, doc, List.of(part, whole), in -> 100 * in[0] / in[1]);
    }

    private static void applications(List<DerivedMetric> rows) {
        rows.add(new DerivedMetric(
                "vir_cpu_utilization",
                "virt_cpu",
                "Time of the virtual processors, in percent of all of them.",
                List.of("cpu_time", "vir_cpu_count"),
                in -> in[0] / 10 / Math.max(1, in[1])));
        rows.add(share(
                "vir_mem_utilization", "virt_memory", "vir_mem_used", "vir_mem_max", "Memory in use, in percent."));
        rows.add(share(
                "jvm_heap_utilization", "jvm_statistics", "jvm_heap_used", "jvm_heap_max", "Heap in use, in percent."));
        rows.add(new DerivedMetric(
                "http_requests",
                "http_counters",
                "Requests of every method a second.",
                List.of(
                        "http_method_option",
                        "http_method_get",
                        "http_method_head",
                        "http_method_post",
                        "http_method_put",
                        "http_method_delete",
                        "http_method_trace",
                        "http_method_connect",
                        "http_method_other"),
                DerivedMetrics::known));
        rows.add(new DerivedMetric(
                "app_operations",
                "app_operations",
                "Operations of every outcome a second.",
                List.of(
                        "app_success",
                        "app_other",
                        "app_timeout",
                        "app_internal_error",
                        "app_bad_request",
                        "app_forbidden",
                        "app_too_large",
                        "app_not_implemented",
                        "app_not_found",
                        "app_unavailable",
                        "app_unauthorized"),
                DerivedMetrics::known));
        rows.add(share(
                "workers_utilization", "app_workers", "workers_active", "workers_max", "Busy workers, in percent."));
        List<String> lookups = List.of("ovs_dp_hits", "ovs_dp_misses", "ovs_mask_hits");
        rows.add(new DerivedMetric(
                "ovs_dp_hitrate",
                "ovs_dp_stats",
                "Lookups that found a flow, in percent.",
                lookups,
                in -> 100 * in[0] / (in[0] + in[1])));
        rows.add(new DerivedMetric(
                "ovs_dp_missrate",
                "ovs_dp_stats",
                "Lookups that found no flow, in percent.",
                lookups,
                in -> 100 * in[1] / (in[0] + in[1])));
        rows.add(new DerivedMetric(
                "ovs_dp_maskhitsperpacket",
                "ovs_dp_stats",
                "Masks tried for a packet.",
                lookups,
                in -> in[2] / (in[0] + in[1])));
    }

    private static void switches(List<DerivedMetric> rows) {
        for (String table :
                List.of("host", "mac", "ipv4", "ipv6", "ipv4_ipv6", "long_ipv6", "acl_ingress", "acl_egress")) {
            table(rows, table, table + "_entries");
        }
        for (String table : List.of("total_routes", "ecmp_nexthops")) {
            table(rows, table, table);
        }
        for (String table : List.of("counters", "meters", "slices")) {
            table(rows, "acl_ingress_" + table, "acl_ingress_" + table);
            table(rows, "acl_egress_" + table, "acl_egress_" + table);
        }
        // the spelling that client programs ask for
        rows.add(tableRow("bcm_long_ipv6_utilizaton", "long_ipv6_entries"));
        rows.add(new DerivedMetric(
                "nvml_gpu_utilization",
                "nvidia_gpu",
                "Busy time of the devices, in percent.",
                List.of("nvml_gputime", "nvml_devices"),
                in -> in[0] / in[1]));
        rows.add(percent(
                "nvml_mem_utilization", "nvidia_gpu", "nvml_mem_total", "nvml_mem_free", "Memory in use, in percent."));
    }

    private static void table(List<DerivedMetric> rows, String name, String entries) {
        rows.add(tableRow("bcm_" + name + "_utilization", entries));
    }

    private static DerivedMetric tableRow(String name, String entries) {
        return share(
                name,
                "hw_tables",
                "bcm_" + entries,
                "bcm_" + entries + "_max",
                "Entries of the table in use, in percent.");
    }

    /** The sum of what is known; NaN when nothing is. */
    private static double known(double[] in) {
        double sum = Double.NaN;
        for (double part : in) {
            if (!Double.isNaN(part)) {
                sum = Double.isNaN(sum) ? part : sum + part;
            }
        }
        return sum;
    }

    private static double used(double[] in) {
        return in[0] - in[1] - (in[2] > 0 ? in[2] : 0) - (in[3] > 0 ? in[3] : 0);
    }

    private static double cpu(double[] in) {
        double sum = 0;
        for (int i = 0; i < CPU_PARTS; i++) {
            sum += in[i] > 0 ? in[i] : 0;
        }
        return sum;
    }
}
