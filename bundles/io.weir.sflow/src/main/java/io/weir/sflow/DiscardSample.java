// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

/**
 * A packet that the agent discarded (0:5).
 *
 * <p>A flyweight, valid only during the call. Source: sFlow Dropped Packet Notification Structures, sflow.org, 2020,
 * {@code discarded_packet}.
 */
public final class DiscardSample {
    final SampleRecords records = new SampleRecords();
    DatagramHeader datagram;
    long sequence;
    int sourceClass;
    long sourceIndex;
    long drops;
    long input;
    long output;
    int reason;

    public DatagramHeader datagram() {
        return datagram;
    }

    public SampleRecords records() {
        return records;
    }

    /** The notification's sequence number, of its data source. */
    public long sequence() {
        return sequence;
    }

    public int sourceClass() {
        return sourceClass;
    }

    public long sourceIndex() {
        return sourceIndex;
    }

    /** Notifications the agent itself lost; wraps at 2^32. */
    public long drops() {
        return drops;
    }

    /** The ifIndex the packet came in at; 0 unknown. */
    public long input() {
        return input;
    }

    /** The ifIndex the packet was to leave by; 0 unknown. */
    public long output() {
        return output;
    }

    /** Why: an ICMP unreachable code below 256, else a {@code drop_reason} of the standard. */
    public int reason() {
        return reason;
    }
}
