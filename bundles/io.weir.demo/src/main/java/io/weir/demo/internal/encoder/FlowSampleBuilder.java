// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a flow sample, compact (0:1) or expanded (0:3).
 *
 * <p>Thread: confined to its user. Source: sFlow v5 §5, {@code flow_sample}, {@code flow_sample_expanded}.
 */
public final class FlowSampleBuilder implements SampleBuilder {
    /** The most of a packet that is sampled, in bytes, unless told otherwise. */
    public static final int HEADER_BYTES = 128;

    private final List<Structure> records = new ArrayList<>();
    private final int sourceClass;
    private final long sourceIndex;
    private boolean expanded;
    private long sequence = 1;
    private long samplingRate = 1;
    private long samplePool = 1;
    private long drops;
    private int inputFormat;
    private long input;
    private int outputFormat;
    private long output;

    private FlowSampleBuilder(int sourceClass, long sourceIndex) {
        this.sourceClass = sourceClass;
        this.sourceIndex = sourceIndex;
    }

    /** A sample of an interface, which is also its input until told otherwise. */
    public static FlowSampleBuilder of(long ifIndex) {
        return of(0, ifIndex).input(ifIndex);
    }

    public static FlowSampleBuilder of(int sourceClass, long sourceIndex) {
        return new FlowSampleBuilder(sourceClass, sourceIndex);
    }

    /** Asks for the expanded form. */
    public FlowSampleBuilder expanded() {
        expanded = true;
        return this;
    }

    public FlowSampleBuilder sequence(long number) {
        sequence = number;
        return this;
    }

    public FlowSampleBuilder samplingRate(long oneIn) {
        samplingRate = oneIn;
        return this;
    }

    /** Packets that could have been sampled so far. */
    public FlowSampleBuilder samplePool(long packets) {
        samplePool = packets;
        return this;
    }

    /** Samples that the agent lost so far. */
    public FlowSampleBuilder drops(long count) {
        drops = count;
        return this;
    }

    public FlowSampleBuilder input(long ifIndex) {
        return input(0, ifIndex);
    }

    /** Format 0 an ifIndex, 1 discarded with a reason, 2 that many interfaces. */
    public FlowSampleBuilder input(int format, long value) {
        inputFormat = format;
        input = value;
        return this;
    }

    public FlowSampleBuilder output(long ifIndex) {
        return output(0, ifIndex);
    }

    /** As {@link #input(int, long)}. */
    public FlowSampleBuilder output(int format, long value) {
        outputFormat = format;
        output = value;
        return this;
    }

    /** Adds the packet's first {@value #HEADER_BYTES} bytes as a sampled header. */
    public FlowSampleBuilder packet(PacketBuilder packet) {
        return add(FlowRecords.header(packet, HEADER_BYTES));
    }

    public FlowSampleBuilder add(Structure record) {
        records.add(record);
        return this;
    }

    @Override
    public Structure build() {
        XdrWriter body = new XdrWriter().u32(sequence);
        if (expanded) {
            body.u32(sourceClass, sourceIndex, samplingRate, samplePool, drops);
            body.u32(inputFormat, input, outputFormat, output);
        } else {
            body.u32((long) sourceClass << 24 | sourceIndex, samplingRate, samplePool, drops);
            body.u32((long) inputFormat << 30 | input, (long) outputFormat << 30 | output);
        }
        body.u32(records.size());
        records.forEach(body::structure);
        return Structure.of(expanded ? 3 : 1, body);
    }
}
