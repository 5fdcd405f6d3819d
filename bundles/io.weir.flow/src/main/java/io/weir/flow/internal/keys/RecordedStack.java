// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.packet.Protocol;
import io.weir.sflow.ByteView;
import io.weir.sflow.SampleRecords;

/** The stack of protocols of a sample without a sampled header, as its records 0:2, 0:3 and 0:4 tell. Thread: any. */
final class RecordedStack {
    private static final int SAMPLED_ETHERNET = 2;
    private static final int SAMPLED_IPV4 = 3;
    private static final int SAMPLED_IPV6 = 4;

    private RecordedStack() {}

    /** Writes the labels with dots between, and returns how many bytes; 0 when the records tell nothing. */
    static int write(SampleRecords records, byte[] room) {
        int end = records.find(SAMPLED_ETHERNET) >= 0 ? label(Protocol.ETH, room, 0) : 0;
        int ip4 = Field.find(records, SAMPLED_IPV4, 0, 8);
        int ip6 = ip4 >= 0 ? -1 : Field.find(records, SAMPLED_IPV6, 0, 8);
        if (ip4 < 0 && ip6 < 0) {
            return end;
        }
        end = label(ip4 >= 0 ? Protocol.IP : Protocol.IP6, room, end);
        Protocol carried = carried(ByteView.int32(records.bytes(), Math.max(ip4, ip6) + 4));
        return carried == null ? end : label(carried, room, end);
    }

    private static Protocol carried(int protocol) {
        return switch (protocol) {
            case 1 -> Protocol.ICMP;
            case 6 -> Protocol.TCP;
            case 17 -> Protocol.UDP;
            case 47 -> Protocol.GRE;
            case 58 -> Protocol.ICMP6;
            case 132 -> Protocol.SCTP;
            default -> null;
        };
    }

    private static int label(Protocol protocol, byte[] room, int at) {
        int to = at;
        if (to > 0) {
            room[to++] = '.';
        }
        String label = protocol.label();
        for (int i = 0; i < label.length(); i++) {
            room[to++] = (byte) label.charAt(i);
        }
        return to;
    }
}
