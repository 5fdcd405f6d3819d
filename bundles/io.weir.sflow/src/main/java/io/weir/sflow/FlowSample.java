// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

import static io.weir.sflow.ByteView.int32;
import static io.weir.sflow.ByteView.u32;

/**
 * A packet that was sampled, in the compact (0:1) or the expanded (0:3) form.
 *
 * <p>A flyweight, valid only during the call. Source: sFlow v5 §5, {@code flow_sample}, {@code flow_sample_expanded}.
 */
public final class FlowSample {
    /** The bytes before the records, in the compact form. */
    static final int COMPACT = 32;

    /** The same in the expanded form. */
    static final int EXPANDED = 44;

    final SampleRecords records = new SampleRecords();
    DatagramHeader datagram;
    private int at;
    /** Where the rate, the pool and the drops are. */
    private int counts;

    private boolean expanded;

    /** Points this at a sample of the {@link #records}' bytes, of which the first {@link #COMPACT} or {@link #EXPANDED} are there. */
    void wrap(int offset, boolean expanded) {
        at = offset;
        counts = offset + (expanded ? 12 : 8);
        this.expanded = expanded;
    }

    public DatagramHeader datagram() {
        return datagram;
    }

    public SampleRecords records() {
        return records;
    }

    private byte[] bytes() {
        return records.bytes();
    }

    public boolean expanded() {
        return expanded;
    }

    /** The sample's sequence number, of its data source. */
    public long sequence() {
        return u32(bytes(), at);
    }

    /** 0 ifIndex, 1 VLAN, 2 physical entity, 3 logical entity. */
    public int sourceClass() {
        return expanded ? int32(bytes(), at + 4) : bytes()[at + 4] & 0xff;
    }

    public long sourceIndex() {
        return expanded ? u32(bytes(), at + 8) : int32(bytes(), at + 4) & 0xff_ffff;
    }

    /** One packet in this many is sampled; 0 from agents that do not know. */
    public long samplingRate() {
        return u32(bytes(), counts);
    }

    /** Packets that could have been sampled; wraps at 2^32. */
    public long samplePool() {
        return u32(bytes(), counts + 4);
    }

    /** Samples the agent itself lost; wraps at 2^32. */
    public long drops() {
        return u32(bytes(), counts + 8);
    }

    /** How to read {@link #input()}: 0 ifIndex (0 unknown, 0x3fffffff internal), 1 discarded with a reason, 2 that many interfaces. */
    public int inputFormat() {
        return expanded ? int32(bytes(), at + 24) : int32(bytes(), at + 20) >>> 30;
    }

    public long input() {
        return expanded ? u32(bytes(), at + 28) : int32(bytes(), at + 20) & 0x3fff_ffff;
    }

    /** As {@link #inputFormat()}, of {@link #output()}. */
    public int outputFormat() {
        return expanded ? int32(bytes(), at + 32) : int32(bytes(), at + 24) >>> 30;
    }

    public long output() {
        return expanded ? u32(bytes(), at + 36) : int32(bytes(), at + 24) & 0x3fff_ffff;
    }
}
