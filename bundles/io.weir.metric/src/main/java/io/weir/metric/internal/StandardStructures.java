// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static io.weir.api.metric.CounterField.Type.COUNTER32;
import static io.weir.api.metric.CounterField.Type.COUNTER64;
import static io.weir.api.metric.CounterField.Type.FLOAT32;
import static io.weir.api.metric.CounterField.Type.FRAMES32;
import static io.weir.api.metric.CounterField.Type.GAUGE32;
import static io.weir.api.metric.CounterField.Type.GAUGE64;
import static io.weir.api.metric.CounterField.Type.HEX64;
import static io.weir.api.metric.CounterField.Type.INDEX32;
import static io.weir.api.metric.CounterField.Type.LENGTH32;
import static io.weir.api.metric.CounterField.Type.MAC;
import static io.weir.api.metric.CounterField.Type.NAMED32;
import static io.weir.api.metric.CounterField.Type.OCTETS64;
import static io.weir.api.metric.CounterField.Type.PERCENT32;
import static io.weir.api.metric.CounterField.Type.SIGNED32;
import static io.weir.api.metric.CounterField.Type.SKIP32;
import static io.weir.api.metric.CounterField.Type.SPEED64;
import static io.weir.api.metric.CounterField.Type.STRING;
import static io.weir.api.metric.CounterField.Type.UUID;

import io.weir.api.metric.CounterField;
import io.weir.api.metric.CounterStructure;
import io.weir.api.metric.CounterStructureSource;
import io.weir.api.metric.DerivedMetric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The counter structures of the sFlow standards: a row each, its fields in the order of the wire.
 *
 * <p>Thread: immutable. Source: sFlow v5 §5 and the structures published at sflow.org; names of metrics: the field's usual
 * ones where client programs show them, else the field's own name behind the structure's prefix.
 */
final class StandardStructures implements CounterStructureSource {
    private static final int BROADCOM = 4413;
    private static final int NVIDIA = 5703;
    private static final int LANES = 8;
    private static final int QUEUES = 8;
    private static final String DOWN_UP = "down up";

    @Override
    public Collection<CounterStructure> structures() {
        List<CounterStructure> all = new ArrayList<>();
        all.addAll(link());
        all.addAll(agent());
        all.addAll(host());
        all.addAll(network());
        all.addAll(virtual());
        all.addAll(application());
        all.addAll(memcache());
        all.addAll(environment());
        all.addAll(vendor());
        return all;
    }

    @Override
    public Collection<DerivedMetric> derived() {
        return DerivedMetrics.ROWS;
    }

    private static CounterStructure row(int format, String name, String doc, Fields fields) {
        return CounterStructure.of(0, format, name, doc, fields.list());
    }

    /** A row whose metrics are those of a virtual machine, container or process at a logical entity. */
    private static CounterStructure both(int enterprise, int format, String name, String doc, Fields fields) {
        return new CounterStructure(name, CounterStructure.tag(enterprise, format), doc, "vir_", fields.list());
    }

    private static List<CounterStructure> link() {
        return List.of(
                row(
                        1,
                        "if_counters",
                        "Interface counters (IF-MIB).",
                        Fields.start()
                                .add(INDEX32, "ifindex", "ifIndex")
                                .add(CounterField.of(NAMED32, "iftype", "ifType")
                                        .named(IfTypes.NAMES))
                                .add(SPEED64, "ifspeed", "ifSpeed")
                                .named("ifdirection", "ifDirection", "unknown full-duplex half-duplex in out")
                                .skip(SKIP32, "ifStatus")
                                .bits("ifadminstatus", "ifStatus bit 0", 0, 1, DOWN_UP)
                                .bits("ifoperstatus", "ifStatus bit 1", 1, 1, DOWN_UP)
                                .run(OCTETS64, "", "ifInOctets")
                                .run(FRAMES32, "", "ifInUcastPkts ifInMulticastPkts ifInBroadcastPkts ifInDiscards")
                                .run(FRAMES32, "", "ifInErrors ifInUnknownProtos")
                                .run(OCTETS64, "", "ifOutOctets")
                                .run(FRAMES32, "", "ifOutUcastPkts ifOutMulticastPkts ifOutBroadcastPkts")
                                .run(FRAMES32, "", "ifOutDiscards ifOutErrors")
                                .run(GAUGE32, "", "ifPromiscuousMode")),
                row(
                        2,
                        "ethernet_counters",
                        "Errors of an Ethernet interface (EtherLike-MIB).",
                        Fields.start()
                                .run(COUNTER32, "eth_", "dot3StatsAlignmentErrors=alignmenterrors")
                                .run(COUNTER32, "eth_", "dot3StatsFCSErrors=fcserrors")
                                .run(COUNTER32, "eth_", "dot3StatsSingleCollisionFrames=singlecollisions")
                                .run(COUNTER32, "eth_", "dot3StatsMultipleCollisionFrames=multiplecollisions")
                                .run(COUNTER32, "eth_", "dot3StatsSQETestErrors=sqetesterrors")
                                .run(COUNTER32, "eth_", "dot3StatsDeferredTransmissions=deferredtx")
                                .run(COUNTER32, "eth_", "dot3StatsLateCollisions=latecollision")
                                .run(COUNTER32, "eth_", "dot3StatsExcessiveCollisions=excessivecollisions")
                                .run(COUNTER32, "eth_", "dot3StatsInternalMacTransmitErrors=internalmactxerrors")
                                .run(COUNTER32, "eth_", "dot3StatsCarrierSenseErrors=carriersenseerrors")
                                .run(COUNTER32, "eth_", "dot3StatsFrameTooLongs=frametoolong")
                                .run(COUNTER32, "eth_", "dot3StatsInternalMacReceiveErrors=internalmacrxerrors")
                                .run(COUNTER32, "eth_", "dot3StatsSymbolErrors=symbolerrors")),
                row(
                        3,
                        "tokenring_counters",
                        "Errors of a token ring interface (802.5).",
                        Fields.start()
                                .run(
                                        COUNTER32,
                                        "tr_",
                                        "LineErrors BurstErrors ACErrors AbortTransErrors InternalErrors")
                                .run(COUNTER32, "tr_", "LostFrameErrors ReceiveCongestions FrameCopiedErrors")
                                .run(COUNTER32, "tr_", "TokenErrors SoftErrors HardErrors SignalLoss TransmitBeacons")
                                .run(COUNTER32, "tr_", "Recoverys LobeWires Removes Singles FreqErrors")),
                row(
                        4,
                        "vg_counters",
                        "Counters of a 100VG-AnyLAN interface (802.12).",
                        Fields.start()
                                .run(COUNTER32, "vg_", "InHighPriorityFrames")
                                .run(COUNTER64, "vg_", "InHighPriorityOctets")
                                .run(COUNTER32, "vg_", "InNormPriorityFrames")
                                .run(COUNTER64, "vg_", "InNormPriorityOctets")
                                .run(COUNTER32, "vg_", "InIPMErrors InOversizeFrameErrors InDataErrors")
                                .run(COUNTER32, "vg_", "InNullAddressedFrames OutHighPriorityFrames")
                                .run(COUNTER64, "vg_", "OutHighPriorityOctets")
                                .run(COUNTER32, "vg_", "TransitionIntoTrainings")
                                .run(COUNTER64, "vg_", "HCInHighPriorityOctets HCInNormPriorityOctets")
                                .run(COUNTER64, "vg_", "HCOutHighPriorityOctets")),
                row(
                        5,
                        "vlan_counters",
                        "Counters of a VLAN.",
                        Fields.start()
                                .run(GAUGE32, "", "vlan_id")
                                .run(COUNTER64, "vlan_", "octets")
                                .run(COUNTER32, "vlan_", "ucastPkts multicastPkts broadcastPkts discards")),
                row(
                        6,
                        "ieee80211_counters",
                        "Counters of an 802.11 interface (IEEE802dot11-MIB).",
                        Fields.start()
                                .run(COUNTER32, "dot11_", "TransmittedFragmentCount MulticastTransmittedFrameCount")
                                .run(COUNTER32, "dot11_", "FailedCount RetryCount MultipleRetryCount")
                                .run(COUNTER32, "dot11_", "FrameDuplicateCount RTSSuccessCount RTSFailureCount")
                                .run(COUNTER32, "dot11_", "ACKFailureCount ReceivedFragmentCount")
                                .run(COUNTER32, "dot11_", "MulticastReceivedFrameCount FCSErrorCount")
                                .run(COUNTER32, "dot11_", "TransmittedFrameCount WEPUndecryptableCount")
                                .run(COUNTER32, "dot11_", "QoSDiscardedFragmentCount")
                                .run(GAUGE32, "dot11_", "AssociatedStationCount")
                                .run(COUNTER32, "dot11_", "QoSCFPollsReceivedCount QoSCFPollsUnusedCount")
                                .run(COUNTER32, "dot11_", "QoSCFPollsUnusableCount QoSCFPollsLostCount")),
                row(
                        7,
                        "lag_port_stats",
                        "A port within a link aggregation (802.1AX).",
                        Fields.start()
                                .run(MAC, "agg_", "ActorSystemID PartnerOperSystemID")
                                .run(GAUGE32, "agg_", "AttachedAggID")
                                .skip(SKIP32, "portState")
                                .bits("agg_actoradminstate", "actorAdmin", 24, 8, "")
                                .bits("agg_actoroperstate", "actorOper", 16, 8, "")
                                .bits("agg_partneradminstate", "partnerAdmin", 8, 8, "")
                                .bits("agg_partneroperstate", "partnerOper", 0, 8, "")
                                .run(COUNTER32, "agg_", "LACPDUsRx MarkerPDUsRx MarkerResponsePDUsRx UnknownRx")
                                .run(COUNTER32, "agg_", "IllegalRx LACPDUsTx MarkerPDUsTx MarkerResponsePDUsTx")),
                row(
                        8,
                        "slow_path_counts",
                        "Packets that were sent to the control plane, and why.",
                        Fields.start()
                                .run(COUNTER32, "slowpath_", "unknown other cam_miss cam_full no_hw_support cntrl")),
                row(
                        9,
                        "ib_counters",
                        "Counters of an InfiniBand port.",
                        Fields.start()
                                .run(COUNTER64, "ib_", "PortXmitPkts PortRcvPkts")
                                .run(COUNTER32, "ib_", "SymbolErrorCounter LinkErrorRecoveryCounter")
                                .run(COUNTER32, "ib_", "LinkDownedCounter PortRcvErrors PortRcvRemotePhysicalErrors")
                                .run(COUNTER32, "ib_", "PortRcvSwitchRelayErrors PortXmitDiscards")
                                .run(COUNTER32, "ib_", "PortXmitConstraintErrors PortRcvConstraintErrors")
                                .run(COUNTER32, "ib_", "LocalLinkIntegrityErrors ExcessiveBufferOverrunErrors")
                                .run(COUNTER32, "ib_", "VL15Dropped")),
                row(10, "sfp", "An optical module: V, °C; of each lane uA, uW and nm.", optics()),
                row(
                        11,
                        "pfc",
                        "Priority flow control; the pause in us a second.",
                        Fields.start()
                                .run(COUNTER32, "pfc_", "requests indications pause_duration storm_detected")
                                .run(COUNTER32, "pfc_", "storm_restored")));
    }

    private static Fields optics() {
        Fields fields = Fields.start()
                .run(GAUGE32, "opt_", "module_id total_lanes=module_lanes")
                .add(CounterField.of(GAUGE32, "opt_module_voltage", "supply_voltage (mV)")
                        .per(1000))
                .add(CounterField.of(SIGNED32, "opt_module_temperature", "temperature (1/1000 C)")
                        .per(1000))
                .skip(LENGTH32, "num_lanes");
        for (int lane = 1; lane <= LANES; lane++) {
            fields.add(CounterField.of(SKIP32, "", "lane_index").item(lane));
            for (String origin : new String[] {
                "tx_bias",
                "tx_power",
                "tx_power_min",
                "tx_power_max",
                "tx_wavelength",
                "rx_power",
                "rx_power_min",
                "rx_power_max",
                "rx_wavelength"
            }) {
                fields.add(CounterField.of(GAUGE32, "opt_lane" + lane + "_" + origin, origin)
                        .item(lane));
            }
        }
        return fields;
    }

    private static List<CounterStructure> agent() {
        return List.of(
                row(
                        1001,
                        "processor",
                        "The processor and memory of a switch.",
                        Fields.start()
                                .run(PERCENT32, "", "5s_cpu=cpu_5sec 1m_cpu=cpu_1min 5m_cpu=cpu_5min")
                                .run(GAUGE64, "", "total_memory=mem_total free_memory=mem_free")),
                row(
                        1002,
                        "radio_utilization",
                        "The use of a radio channel, in ms a second.",
                        Fields.start().run(COUNTER32, "radio_", "elapsed_time on_channel_time on_channel_busy_time")),
                row(
                        1003,
                        "queue_length",
                        "How long a queue was, as a histogram of frames.",
                        Fields.start()
                                .run(GAUGE32, "queue_", "queueIndex=index segmentSize=segment_size")
                                .run(GAUGE32, "queue_", "queueSegments=segments")
                                .run(COUNTER32, "queue_", "queueLength0=length_0 queueLength1=length_1")
                                .run(COUNTER32, "queue_", "queueLength2=length_2 queueLength4=length_4")
                                .run(COUNTER32, "queue_", "queueLength8=length_8 queueLength32=length_32")
                                .run(COUNTER32, "queue_", "queueLength128=length_128 queueLength1024=length_1024")
                                .run(COUNTER32, "queue_", "queueLengthMore=length_more dropped")),
                row(
                        1004,
                        "of_port",
                        "A port of an OpenFlow datapath.",
                        Fields.start().add(HEX64, "of_dpid", "datapath_id").add(INDEX32, "of_port", "port_no")),
                row(
                        1005,
                        "port_name",
                        "The name of an interface.",
                        Fields.start().add(STRING, "ifname", "name")));
    }

    private static List<CounterStructure> host() {
        return List.of(
                both(
                        0,
                        2000,
                        "host_descr",
                        "What a host is.",
                        Fields.start()
                                .add(STRING, "host_name", "hostname")
                                .add(UUID, "uuid", "uuid")
                                .named(
                                        "machine_type",
                                        "machine_type",
                                        "unknown other x86 x86_64 ia64 sparc alpha powerpc m68k mips arm hppa s390")
                                .named(
                                        "os_name",
                                        "os_name",
                                        "unknown other linux windows darwin hpux aix dragonfly freebsd netbsd openbsd"
                                                + " osf solaris")
                                .add(STRING, "os_release", "os_release")),
                row(2001, "host_adapters", "The interfaces of a host, by MAC address: no metrics.", Fields.start()),
                row(
                        2002,
                        "host_parent",
                        "The data source that a virtual machine or container runs in.",
                        Fields.start()
                                .run(GAUGE32, "vir_", "container_class=parent_class container_index=parent_index")),
                both(
                        0,
                        2003,
                        "host_cpu",
                        "The processors of a host; times in percent of all its processors' time.",
                        cpu()),
                both(
                        0,
                        2004,
                        "host_memory",
                        "The memory of a host, in bytes.",
                        Fields.start()
                                .run(GAUGE64, "", "mem_total mem_free mem_shared mem_buffers mem_cached")
                                .run(GAUGE64, "", "swap_total swap_free")
                                .run(COUNTER32, "", "page_in page_out swap_in swap_out")),
                both(
                        0,
                        2005,
                        "host_disk_io",
                        "The disks of a host, in bytes; times in ms a second.",
                        Fields.start()
                                .run(GAUGE64, "", "disk_total disk_free")
                                .run(PERCENT32, "", "part_max_used")
                                .run(COUNTER32, "disk_", "reads")
                                .run(COUNTER64, "disk_", "bytes_read")
                                .run(COUNTER32, "disk_", "read_time writes")
                                .run(COUNTER64, "disk_", "bytes_written")
                                .run(COUNTER32, "disk_", "write_time")),
                both(
                        0,
                        2006,
                        "host_net_io",
                        "What a host's interfaces pass in all.",
                        Fields.start()
                                .run(COUNTER64, "", "bytes_in")
                                .run(COUNTER32, "", "pkts_in errs_in drops_in")
                                .run(COUNTER64, "", "bytes_out")
                                .run(COUNTER32, "", "packets_out=pkts_out errs_out drops_out")));
    }

    private static Fields cpu() {
        Fields fields = Fields.start()
                .run(FLOAT32, "", "load_one load_five load_fifteen")
                .run(GAUGE32, "", "proc_run proc_total cpu_num cpu_speed uptime");
        for (String time : DerivedMetrics.CPU_TIMES) {
            fields.add(CounterField.of(COUNTER32, DerivedMetrics.TIME + time, time + " (ms)")
                    .hidden());
            if (time.equals("cpu_sintr")) {
                fields.run(COUNTER32, "", "interrupts contexts");
            }
        }
        return fields;
    }

    private static List<CounterStructure> network() {
        return List.of(
                both(
                        0,
                        2007,
                        "mib2_ip_group",
                        "IP of a host (IP-MIB).",
                        Fields.start()
                                .run(GAUGE32, "ip_", "Forwarding DefaultTTL")
                                .run(COUNTER32, "ip_", "InReceives InHdrErrors InAddrErrors ForwDatagrams")
                                .run(COUNTER32, "ip_", "InUnknownProtos InDiscards InDelivers OutRequests OutDiscards")
                                .run(COUNTER32, "ip_", "OutNoRoutes")
                                .run(GAUGE32, "ip_", "ReasmTimeout")
                                .run(COUNTER32, "ip_", "ReasmReqds ReasmOKs ReasmFails FragOKs FragFails FragCreates")),
                both(
                        0,
                        2008,
                        "mib2_icmp_group",
                        "ICMP of a host (IP-MIB).",
                        Fields.start()
                                .run(COUNTER32, "icmp_", "InMsgs InErrors InDestUnreachs InTimeExcds InParamProbs")
                                .run(COUNTER32, "icmp_", "InSrcQuenchs InRedirects InEchos InEchoReps InTimestamps")
                                .run(COUNTER32, "icmp_", "InAddrMasks InAddrMaskReps OutMsgs OutErrors")
                                .run(COUNTER32, "icmp_", "OutDestUnreachs OutTimeExcds OutParamProbs OutSrcQuenchs")
                                .run(COUNTER32, "icmp_", "OutRedirects OutEchos OutEchoReps OutTimestamps")
                                .run(COUNTER32, "icmp_", "OutTimestampReps OutAddrMasks OutAddrMaskReps")),
                both(
                        0,
                        2009,
                        "mib2_tcp_group",
                        "TCP of a host (TCP-MIB).",
                        Fields.start()
                                .run(GAUGE32, "tcp_", "RtoAlgorithm RtoMin RtoMax MaxConn")
                                .run(COUNTER32, "tcp_", "ActiveOpens PassiveOpens AttemptFails EstabResets")
                                .run(GAUGE32, "tcp_", "CurrEstab")
                                .run(COUNTER32, "tcp_", "InSegs OutSegs RetransSegs InErrs OutRsts InCsumErrs")),
                both(
                        0,
                        2010,
                        "mib2_udp_group",
                        "UDP of a host (UDP-MIB).",
                        Fields.start()
                                .run(COUNTER32, "udp_", "InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors")
                                .run(COUNTER32, "udp_", "SndbufErrors InCsumErrors")));
    }

    private static List<CounterStructure> virtual() {
        return List.of(
                row(
                        2100,
                        "virt_node",
                        "A host of virtual machines.",
                        Fields.start()
                                .run(GAUGE32, "vir_", "mhz cpus")
                                .run(GAUGE64, "vir_", "memory memory_free")
                                .run(GAUGE32, "vir_", "num_domains")),
                row(
                        2101,
                        "virt_cpu",
                        "The processors of a virtual machine or container.",
                        Fields.start()
                                .named("vir_state", "state", "nostate running blocked paused shutdown shutoff crashed")
                                .add(CounterField.of(COUNTER32, "cpu_time", "cpuTime (ms)")
                                        .hidden())
                                .run(GAUGE32, "vir_", "nrVirtCpu=cpu_count")),
                row(
                        2102,
                        "virt_memory",
                        "The memory of a virtual machine or container, in bytes.",
                        Fields.start().run(GAUGE64, "vir_", "memory=mem_used maxMemory=mem_max")),
                row(
                        2103,
                        "virt_disk_io",
                        "The disks of a virtual machine or container, in bytes.",
                        Fields.start()
                                .run(GAUGE64, "vir_disk_", "capacity allocation available")
                                .run(COUNTER32, "vir_disk_", "rd_req=reads")
                                .run(COUNTER64, "vir_disk_", "rd_bytes=bytes_read")
                                .run(COUNTER32, "vir_disk_", "wr_req=writes")
                                .run(COUNTER64, "vir_disk_", "wr_bytes=bytes_written")
                                .run(COUNTER32, "vir_disk_", "errs=errors")),
                row(
                        2104,
                        "virt_net_io",
                        "What the interfaces of a virtual machine or container pass.",
                        Fields.start()
                                .run(COUNTER64, "vir_", "rx_bytes=bytes_in")
                                .run(COUNTER32, "vir_", "rx_packets=pkts_in rx_errs=errs_in rx_drop=drops_in")
                                .run(COUNTER64, "vir_", "tx_bytes=bytes_out")
                                .run(COUNTER32, "vir_", "tx_packets=pkts_out tx_errs=errs_out tx_drop=drops_out")),
                row(
                        2105,
                        "jvm_runtime",
                        "Which Java virtual machine runs.",
                        Fields.start().run(STRING, "jvm_", "vm_name=name vm_vendor=vendor vm_version=version")),
                row(
                        2106,
                        "jvm_statistics",
                        "A Java virtual machine: memory in bytes, times in ms a second.",
                        Fields.start()
                                .run(GAUGE64, "jvm_", "heap_initial heap_used heap_committed heap_max")
                                .run(GAUGE64, "jvm_", "non_heap_initial non_heap_used non_heap_committed non_heap_max")
                                .run(COUNTER32, "jvm_", "gc_count gc_ms")
                                .run(GAUGE32, "jvm_", "classes_loaded")
                                .run(COUNTER32, "jvm_", "classes_total classes_unloaded compilation_ms")
                                .run(GAUGE32, "jvm_", "thread_live thread_daemon")
                                .run(COUNTER32, "jvm_", "thread_started")
                                .run(GAUGE32, "jvm_", "fd_open fd_max")));
    }

    private static List<CounterStructure> application() {
        return List.of(
                row(
                        2201,
                        "http_counters",
                        "Requests to a web server.",
                        Fields.start()
                                .run(COUNTER32, "http_", "method_option method_get method_head method_post method_put")
                                .run(COUNTER32, "http_", "method_delete method_trace method_connect method_other")
                                .run(COUNTER32, "http_", "status_1XX status_2XX status_3XX status_4XX status_5XX")
                                .run(COUNTER32, "http_", "status_other")),
                row(
                        2202,
                        "app_operations",
                        "Operations of an application, by outcome.",
                        Fields.start()
                                .add(STRING, "app_name", "application")
                                .run(COUNTER32, "app_", "success other timeout internal_error bad_request forbidden")
                                .run(
                                        COUNTER32,
                                        "app_",
                                        "too_large not_implemented not_found unavailable unauthorized")),
                row(
                        2203,
                        "app_resources",
                        "What an application uses: times in percent of a processor, memory in bytes.",
                        Fields.start()
                                .add(CounterField.of(COUNTER32, "app_usertime", "user_time (ms)")
                                        .per(10))
                                .add(CounterField.of(COUNTER32, "app_systemtime", "system_time (ms)")
                                        .per(10))
                                .run(GAUGE64, "app_", "mem_used mem_max")
                                .run(GAUGE32, "app_", "fd_open fd_max conn_open conn_max")),
                row(
                        2205,
                        "vdi_counters",
                        "Sessions of a virtual desktop.",
                        Fields.start()
                                .run(GAUGE32, "vdi_", "sessions_current")
                                .run(COUNTER32, "vdi_", "sessions_total sessions_duration rx_bytes tx_bytes rx_packets")
                                .run(COUNTER32, "vdi_", "tx_packets rx_packets_lost tx_packets_lost")
                                .run(GAUGE32, "vdi_", "rtt_min_ms rtt_max_ms rtt_avg_ms")
                                .run(COUNTER32, "vdi_", "audio_rx_bytes audio_tx_bytes")
                                .run(GAUGE32, "vdi_", "audio_tx_limit")
                                .run(COUNTER32, "vdi_", "img_rx_bytes img_tx_bytes img_frames")
                                .run(GAUGE32, "vdi_", "img_qual_min img_qual_max img_qual_avg")
                                .run(COUNTER32, "vdi_", "usb_rx_bytes usb_tx_bytes")),
                row(
                        2206,
                        "app_workers",
                        "The workers of a server.",
                        Fields.start()
                                .run(GAUGE32, "", "workers_active workers_idle workers_max")
                                .run(COUNTER32, "", "req_delayed req_dropped")),
                row(
                        2207,
                        "ovs_dp_stats",
                        "An Open vSwitch datapath.",
                        Fields.start()
                                .run(COUNTER32, "ovs_", "hits=dp_hits misses=dp_misses lost=dp_lost mask_hits")
                                .run(GAUGE32, "ovs_dp_", "flows masks")));
    }

    private static List<CounterStructure> memcache() {
        String prefix = "memcache_";
        return List.of(
                row(
                        2200,
                        "memcached_counters",
                        "A memcached server, the old structure.",
                        Fields.start()
                                .run(GAUGE32, prefix, "uptime")
                                .run(COUNTER32, prefix, "rusage_user rusage_system")
                                .run(GAUGE32, prefix, "curr_connections")
                                .run(COUNTER32, prefix, "total_connections")
                                .run(GAUGE32, prefix, "connection_structures")
                                .run(COUNTER32, prefix, "cmd_get cmd_set cmd_flush get_hits get_misses delete_misses")
                                .run(COUNTER32, prefix, "delete_hits incr_misses incr_hits decr_misses decr_hits")
                                .run(COUNTER32, prefix, "cas_misses cas_hits cas_badval auth_cmds auth_errors")
                                .run(COUNTER64, prefix, "bytes_read bytes_written")
                                .run(GAUGE32, prefix, "limit_maxbytes accepting_conns")
                                .run(COUNTER32, prefix, "listen_disabled_num")
                                .run(GAUGE32, prefix, "threads")
                                .run(COUNTER32, prefix, "conn_yields")
                                .run(GAUGE64, prefix, "bytes")
                                .run(GAUGE32, prefix, "curr_items")
                                .run(COUNTER32, prefix, "total_items evictions")),
                row(
                        2204,
                        "memcache_counters",
                        "A memcached server.",
                        Fields.start()
                                .run(COUNTER32, prefix, "cmd_set cmd_touch cmd_flush get_hits get_misses delete_hits")
                                .run(COUNTER32, prefix, "delete_misses incr_hits incr_misses decr_hits decr_misses")
                                .run(COUNTER32, prefix, "cas_hits cas_misses cas_badval auth_cmds auth_errors")
                                .run(GAUGE32, prefix, "threads")
                                .run(COUNTER32, prefix, "conn_yields listen_disabled_num")
                                .run(GAUGE32, prefix, "curr_connections")
                                .run(COUNTER32, prefix, "rejected_connections total_connections")
                                .run(GAUGE32, prefix, "connection_structures")
                                .run(COUNTER32, prefix, "evictions reclaimed")
                                .run(GAUGE32, prefix, "curr_items")
                                .run(COUNTER32, prefix, "total_items")
                                .run(COUNTER64, prefix, "bytes_read bytes_written")
                                .run(GAUGE64, prefix, "bytes limit_maxbytes")));
    }

    private static List<CounterStructure> environment() {
        return List.of(
                row(
                        3000,
                        "energy",
                        "Electric power: mV, mA, mW, power factor in 1/100 percent; energy in mJ a second.",
                        Fields.start()
                                .run(GAUGE32, "energy_", "voltage current real_power")
                                .run(SIGNED32, "energy_", "power_factor")
                                .run(COUNTER32, "energy_", "energy=consumed errors")),
                row(
                        3001,
                        "temperature",
                        "Temperatures, in C.",
                        Fields.start()
                                .add(CounterField.of(SIGNED32, "temperature_minimum", "minimum (1/10 C)")
                                        .per(10))
                                .add(CounterField.of(SIGNED32, "temperature_maximum", "maximum (1/10 C)")
                                        .per(10))
                                .run(COUNTER32, "temperature_", "errors")),
                row(
                        3002,
                        "humidity",
                        "Relative humidity, in percent.",
                        Fields.start().run(SIGNED32, "humidity_", "relative")),
                row(
                        3003,
                        "fans",
                        "Fans; speed in percent.",
                        Fields.start().run(GAUGE32, "fans_", "total failed speed")));
    }

    private static List<CounterStructure> vendor() {
        Fields port = Fields.start()
                .run(
                        PERCENT32,
                        "bcm_port_",
                        "ingress_uc_pc=ingress_uc_utilization ingress_mc_pc=ingress_mc_utilization")
                .run(PERCENT32, "bcm_port_", "egress_uc_pc=egress_uc_utilization egress_mc_pc=egress_mc_utilization");
        for (String cast : new String[] {"uc", "mc"}) {
            port.skip(LENGTH32, "egress_queue_" + cast + "_pc");
            for (int queue = 0; queue < QUEUES; queue++) {
                String name = "bcm_port_egress_queue" + queue + "_" + cast + "_utilization";
                port.add(CounterField.of(PERCENT32, name, "egress_queue_" + cast + "_pc")
                        .item(queue + 1));
            }
        }
        return List.of(
                CounterStructure.of(
                        BROADCOM,
                        1,
                        "bst_device_buffers",
                        "Peak use of a switch's shared buffers, in percent.",
                        Fields.start()
                                .run(PERCENT32, "bcm_device_", "uc_pc=uc_utilization mc_pc=mc_utilization")
                                .list()),
                CounterStructure.of(
                        BROADCOM, 2, "bst_port_buffers", "Peak use of a port's buffers, in percent.", port.list()),
                CounterStructure.of(
                        BROADCOM,
                        3,
                        "hw_tables",
                        "How full the tables of a switch are.",
                        Fields.start()
                                .run(GAUGE32, "bcm_", "host_entries host_entries_max ipv4_entries ipv4_entries_max")
                                .run(GAUGE32, "bcm_", "ipv6_entries ipv6_entries_max ipv4_ipv6_entries")
                                .run(GAUGE32, "bcm_", "ipv4_ipv6_entries_max long_ipv6_entries long_ipv6_entries_max")
                                .run(GAUGE32, "bcm_", "total_routes total_routes_max ecmp_nexthops ecmp_nexthops_max")
                                .run(GAUGE32, "bcm_", "mac_entries mac_entries_max ipv4_neighbors ipv6_neighbors")
                                .run(GAUGE32, "bcm_", "ipv4_routes ipv6_routes acl_ingress_entries")
                                .run(GAUGE32, "bcm_", "acl_ingress_entries_max acl_ingress_counters")
                                .run(GAUGE32, "bcm_", "acl_ingress_counters_max acl_ingress_meters")
                                .run(GAUGE32, "bcm_", "acl_ingress_meters_max acl_ingress_slices")
                                .run(
                                        GAUGE32,
                                        "bcm_",
                                        "acl_ingress_slices_max acl_egress_entries acl_egress_entries_max")
                                .run(GAUGE32, "bcm_", "acl_egress_counters acl_egress_counters_max acl_egress_meters")
                                .run(GAUGE32, "bcm_", "acl_egress_meters_max acl_egress_slices acl_egress_slices_max")
                                .list()),
                both(
                        NVIDIA,
                        1,
                        "nvidia_gpu",
                        "Graphics processors: times in percent, memory in bytes, energy in W, temperature in C.",
                        Fields.start()
                                .run(GAUGE32, "nvml_", "device_count=devices processes")
                                .add(CounterField.of(COUNTER32, "nvml_gputime", "gpu_time (ms)")
                                        .per(10))
                                .add(CounterField.of(COUNTER32, "nvml_memtime", "mem_time (ms)")
                                        .per(10))
                                .run(GAUGE64, "nvml_", "mem_total mem_free")
                                .run(COUNTER32, "nvml_", "ecc_errors")
                                .add(CounterField.of(COUNTER32, "nvml_energy", "energy (mJ)")
                                        .per(1000))
                                .run(GAUGE32, "nvml_", "temperature fan_speed")));
    }
}
