// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.shard.Observation;
import io.weir.packet.PacketView;
import io.weir.packet.Protocol;
import io.weir.sflow.ByteView;
import io.weir.sflow.SampleRecords;

/** Reads off a sampled packet whom it came from. Thread: any; allocates nothing. */
final class Packets {
    private static final int EXTENDED_SWITCH = 1001;
    private static final long MAPPED = 0xffff_0000_0000L;
    private static final int NEIGHBOUR_SOLICITATION = 135;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;

    private Packets() {}

    /** The MAC address of the station that sent the packet; 0 when there is none or it is a group's. */
    static long source(PacketView packet) {
        if (packet.layers() == 0 || packet.protocol(0) != Protocol.ETH) {
            return 0;
        }
        long mac = mac(packet.bytes(), packet.offset(0) + 6);
        return (mac >> 40 & 1) == 0 ? mac : 0;
    }

    private static long mac(byte[] bytes, int at) {
        return (long) ByteView.u16(bytes, at) << 32 | ByteView.u32(bytes, at + 2);
    }

    /** The VLAN of the packet's tag, else the one the switch says it came in by, else 0. */
    static int vlan(Observation sample, PacketView packet) {
        if (packet.layers() > 1 && packet.protocol(1) == Protocol.VLAN) {
            return ByteView.u16(packet.bytes(), packet.offset(1)) & 0xfff;
        }
        SampleRecords records = sample.records();
        int index = records.find(EXTENDED_SWITCH);
        return index >= 0 && records.length(index) >= 4
                ? ByteView.int32(records.bytes(), records.offset(index)) & 0xfff
                : 0;
    }

    /** Tells the host's address as far as the packet has it: of the outermost network header, never of a tunnel's inside. */
    static void address(PacketView packet, HostTable table, Host host, long millis) {
        int layer = 1;
        while (layer < packet.layers()
                && (packet.protocol(layer) == Protocol.VLAN || packet.protocol(layer) == Protocol.LLC)) {
            layer++;
        }
        if (layer >= packet.layers()) {
            return;
        }
        int at = packet.offset(layer);
        switch (packet.protocol(layer)) {
            case ARP -> arp(packet.bytes(), at, table, host, millis);
            case IP -> ipv4(table, host, ByteView.u32(packet.bytes(), at + 12), false, millis);
            case IP6 -> ipv6(packet, layer, table, host, millis);
            default -> {}
        }
    }

    private static void arp(byte[] bytes, int at, HostTable table, Host host, long millis) {
        if (mac(bytes, at + 8) == host.mac) {
            ipv4(table, host, ByteView.u32(bytes, at + 14), true, millis);
        }
    }

    private static void ipv4(HostTable table, Host host, long address, boolean told, long millis) {
        int first = (int) (address >>> 24);
        if (first != 0 && first != 127 && first < 224) {
            table.address(host, 0, MAPPED | address, told, millis);
        }
    }

    private static void ipv6(PacketView packet, int layer, HostTable table, Host host, long millis) {
        byte[] bytes = packet.bytes();
        int at = packet.offset(layer);
        long high = ByteView.u64(bytes, at + 8);
        long low = ByteView.u64(bytes, at + 16);
        boolean unspecified = high == 0 && low == 0;
        int inner = layer + 1;
        int type = inner < packet.layers() && packet.protocol(inner) == Protocol.ICMP6
                ? bytes[packet.offset(inner)] & 0xff
                : 0;
        boolean discovery = type == NEIGHBOUR_SOLICITATION || type == NEIGHBOUR_ADVERTISEMENT;
        boolean target = type == NEIGHBOUR_ADVERTISEMENT || type == NEIGHBOUR_SOLICITATION && unspecified;
        if (target && packet.has(packet.offset(inner) + 8, 16)) {
            high = ByteView.u64(bytes, packet.offset(inner) + 8);
            low = ByteView.u64(bytes, packet.offset(inner) + 16);
        }
        boolean loopback = high == 0 && (low == 0 || low == 1);
        boolean multicast = high >>> 56 == 0xff;
        boolean mapped = high == 0 && low >>> 32 == 0xffff;
        if (!loopback && !multicast && !mapped) {
            table.address(host, high, low, discovery, millis);
        }
    }
}
