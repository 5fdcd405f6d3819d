// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

/**
 * Counters of a data source, in the compact (0:2) or the expanded (0:4) form.
 *
 * <p>A flyweight, valid only during the call. Source: sFlow v5 §5, {@code counters_sample},
 * {@code counters_sample_expanded}.
 */
public final class CounterSample {
    final SampleRecords records = new SampleRecords();
    DatagramHeader datagram;
    boolean expanded;
    long sequence;
    int sourceClass;
    long sourceIndex;

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
}
