// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import static io.weir.packet.Protocol.IBBT;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.packet.PacketView;
import io.weir.sflow.ByteView;
import java.util.List;

/** Flow keys of the base transport header of InfiniBand and RoCE. Source: InfiniBand architecture 1.4 §9.2, §9.3. */
final class RdmaKeys {
    private static final int BASE = 12;

    private static final Names OPERATIONS = new Names(24).from(0, """
                    send_first send_middle send_last send_last_imm send_only send_only_imm
                    rdma_write_first rdma_write_middle rdma_write_last rdma_write_last_imm rdma_write_only
                    rdma_write_only_imm rdma_read_request rdma_read_response_first rdma_read_response_middle
                    rdma_read_response_last rdma_read_response_only acknowledge atomic_acknowledge
                    compare_swap fetch_add resync send_last_inv send_only_inv
                    """);
    private static final Names TRANSPORTS = new Names(6).from(0, "rc uc rd ud cnp xrc");

    private static final Extractor OPCODE = Header.u8(IBBT, 0);
    private static final Extractor DESTINATION = Header.u32(IBBT, 4, 0, 0xff_ffff);

    private RdmaKeys() {}

    private static FlowKey key(String name, KeyType type, String doc, Extractor extractor) {
        return new FlowKey(name, type, true, doc, extractor);
    }

    static List<FlowKey> rows() {
        return List.of(
                key("ibbtopcode", KeyType.INTEGER, "Opcode of the base transport header.", OPCODE),
                key(
                        "ibbtopname",
                        KeyType.TEXT,
                        "Operation: rdma_write_first.",
                        OPERATIONS.of(Header.u8(IBBT, 0, 0, 0x1f))),
                key(
                        "ibbtoptransport",
                        KeyType.TEXT,
                        "Transport: rc, uc, rd, ud, cnp, xrc.",
                        TRANSPORTS.of(Header.u8(IBBT, 0, 5, 7))),
                key("ibbtse", KeyType.BOOLEAN, "Whether an event is solicited.", Header.flag(IBBT, 1, 7)),
                key("ibbtm", KeyType.BOOLEAN, "Migration state.", Header.flag(IBBT, 1, 6)),
                key("ibbtttver", KeyType.INTEGER, "Version of the transport header.", Header.u8(IBBT, 1, 0, 15)),
                key("ibbtpkey", KeyType.INTEGER, "Partition key.", Header.u16(IBBT, 2)),
                key("ibbtdestqp", KeyType.INTEGER, "Destination queue pair.", DESTINATION),
                key("ibbtdestinationqp", KeyType.INTEGER, "Destination queue pair, as ibbtdestqp.", DESTINATION),
                key("ibbtack", KeyType.BOOLEAN, "Whether an acknowledgement is asked for.", Header.flag(IBBT, 8, 7)),
                key("ibbtpsn", KeyType.INTEGER, "Packet sequence number.", Header.u32(IBBT, 8, 0, 0xff_ffff)),
                key(
                        "ibbt_offset",
                        KeyType.INTEGER,
                        "Where the base transport header begins, in bytes from the begin of the sampled header.",
                        RdmaKeys::offset),
                key("ibbtrdmalen", KeyType.INTEGER, "Bytes of the RDMA operation.", RdmaKeys::length),
                key(
                        "ibbtaethack",
                        KeyType.INTEGER,
                        "1 for an acknowledgement, 0 for a negative one: its average is the share that went well.",
                        RdmaKeys::acknowledged));
    }

    private static boolean offset(Observation sample, int layer, KeyValue out) {
        int header = sample.packet().offset(IBBT, layer);
        return header >= 0 && out.set(KeyType.INTEGER, header - sample.packet().start());
    }

    /** From the RDMA extended header, which follows in the first packet of a write and in a read request. */
    private static boolean length(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int header = packet.offset(IBBT, layer);
        if (header < 0) {
            return false;
        }
        int operation = packet.bytes()[header] & 0x1f;
        boolean extended = operation == 6 || operation == 10 || operation == 11 || operation == 12;
        return extended
                && packet.has(header + BASE, 16)
                && out.set(KeyType.INTEGER, ByteView.u32(packet.bytes(), header + BASE + 12));
    }

    /** From the acknowledge extended header: bits 6 and 5 of the syndrome are 0 in an acknowledgement. */
    private static boolean acknowledged(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int header = packet.offset(IBBT, layer);
        if (header < 0) {
            return false;
        }
        int operation = packet.bytes()[header] & 0x1f;
        boolean extended = operation == 13 || (operation >= 15 && operation <= 18);
        return extended
                && packet.has(header + BASE, 4)
                && out.set(KeyType.INTEGER, (packet.bytes()[header + BASE] & 0x60) == 0 ? 1 : 0);
    }
}
