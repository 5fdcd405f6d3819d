// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the notification of a discarded packet (0:5).
 *
 * <p>Thread: confined to its user. Source: sFlow Dropped Packet Notification Structures, sflow.org, 2020.
 */
public final class DiscardSampleBuilder implements SampleBuilder {
    private final List<Structure> records = new ArrayList<>();
    private final long ifIndex;
    private long sequence = 1;
    private long drops;
    private long input;
    private long output;
    private int reason = 256;

    private DiscardSampleBuilder(long ifIndex) {
        this.ifIndex = ifIndex;
        this.input = ifIndex;
    }

    /** A notification of an interface, which is also the input until told otherwise. */
    public static DiscardSampleBuilder of(long ifIndex) {
        return new DiscardSampleBuilder(ifIndex);
    }

    public DiscardSampleBuilder sequence(long number) {
        sequence = number;
        return this;
    }

    /** Notifications that the agent lost so far. */
    public DiscardSampleBuilder drops(long count) {
        drops = count;
        return this;
    }

    public DiscardSampleBuilder input(long index) {
        input = index;
        return this;
    }

    public DiscardSampleBuilder output(long index) {
        output = index;
        return this;
    }

    /** A {@code drop_reason}: 258 access list, 259 no buffer space … */
    public DiscardSampleBuilder reason(int code) {
        reason = code;
        return this;
    }

    /** Adds the packet's first {@value FlowSampleBuilder#HEADER_BYTES} bytes as a sampled header. */
    public DiscardSampleBuilder packet(PacketBuilder packet) {
        return add(FlowRecords.header(packet, FlowSampleBuilder.HEADER_BYTES));
    }

    public DiscardSampleBuilder add(Structure record) {
        records.add(record);
        return this;
    }

    @Override
    public Structure build() {
        XdrWriter body = new XdrWriter().u32(sequence, 0, ifIndex, drops, input, output, reason, records.size());
        records.forEach(body::structure);
        return Structure.of(5, body);
    }
}
