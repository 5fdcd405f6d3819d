// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

/**
 * A packet that was sampled, in the compact (0:1) or the expanded (0:3) form.
 *
 * <p>A flyweight, valid only during the call. Source: sFlow v5 §5, {@code flow_sample}, {@code flow_sample_expanded}.
 */
public final class FlowSample {
    final SampleRecords records = new SampleRecords();
    DatagramHeader datagram;
    boolean expanded;
    long sequence;
    int sourceClass;
    long sourceIndex;
    long samplingRate;
    long samplePool;
    long drops;
    int inputFormat;
    long input;
    int outputFormat;
    long output;

    public DatagramHeader datagram() {
        return datagram;
    }

    public SampleRecords records() {
        return records;
    }

    public boolean expanded() {
        return expanded;
    }

    /** The sample's sequence number, of its data source. */
    public long sequence() {
        return sequence;
    }

    /** 0 ifIndex, 1 VLAN, 2 physical entity, 3 logical entity. */
    public int sourceClass() {
        return sourceClass;
    }

    public long sourceIndex() {
        return sourceIndex;
    }

    /** One packet in this many is sampled; 0 from agents that do not know. */
    public long samplingRate() {
        return samplingRate;
    }

    /** Packets that could have been sampled; wraps at 2^32. */
    public long samplePool() {
        return samplePool;
    }

    /** Samples the agent itself lost; wraps at 2^32. */
    public long drops() {
        return drops;
    }

    /** How to read {@link #input()}: 0 ifIndex (0 unknown, 0x3fffffff internal), 1 discarded with a reason, 2 that many interfaces. */
    public int inputFormat() {
        return inputFormat;
    }

    public long input() {
        return input;
    }

    /** As {@link #inputFormat()}, of {@link #output()}. */
    public int outputFormat() {
        return outputFormat;
    }

    public long output() {
        return output;
    }
}
