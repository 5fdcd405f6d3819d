// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.shard.DataSource;
import io.weir.api.shard.Observation;
import io.weir.packet.PacketView;
import io.weir.sflow.ByteView;
import io.weir.sflow.DiscardSample;
import io.weir.sflow.FlowSample;
import io.weir.sflow.SampleRecords;

/**
 * The one {@link Observation} of a shard, pointed at sample after sample.
 *
 * <p>Its length is that of the sampled header (0:1), else of a sampled Ethernet (0:2), IPv4 (0:3) or IPv6 (0:4) packet: an
 * agent may send several of these records of one packet. Its headers are dissected when first asked for.
 */
final class SampledPacket implements Observation {
    /** No packet is longer: an IP packet of 64 KB, and the largest that Linux hands on unsegmented (512 KB). */
    static final long LONGEST_PACKET = 0x8_0000;

    private static final int NO_PROTOCOL = 0;
    private static final int SAMPLED_ETHERNET = 2;
    private static final int SAMPLED_IPV6 = 4;

    private final PacketView packet = new PacketView();
    private boolean dissected;
    private DataSource source;
    private SampleRecords records;
    private long millis;
    private boolean discarded;
    /** What it is pointed at; the one that {@link #discarded} says. */
    private FlowSample flow;

    private DiscardSample discard;
    private long frameLength;
    private boolean implausible;

    SampledPacket of(DataSource source, FlowSample sample, long millis) {
        discarded = false;
        if (flow != sample) { // a collector's barrier makes storing a reference dear
            flow = sample;
        }
        start(source, sample.records(), millis);
        return this;
    }

    SampledPacket of(DataSource source, DiscardSample sample, long millis) {
        discarded = true;
        discard = sample;
        start(source, sample.records(), millis);
        return this;
    }

    private void start(DataSource source, SampleRecords records, long millis) {
        this.source = source;
        if (this.records != records) {
            this.records = records;
        }
        this.millis = millis;
        dissected = false;
        long length = records.hasHeader() ? records.frameLength() : recordedLength(records);
        implausible = length > LONGEST_PACKET || length == 0 && records.hasHeader();
        frameLength = implausible ? 0 : Math.max(0, length);
    }

    /** The length that the first of records 0:2, 0:3 and 0:4 gives, the frame's before the packet's; -1 without any. */
    private static long recordedLength(SampleRecords records) {
        for (int tag = SAMPLED_ETHERNET; tag <= SAMPLED_IPV6; tag++) {
            int i = records.find(tag);
            if (i >= 0 && records.length(i) >= 4) {
                return ByteView.u32(records.bytes(), records.offset(i));
            }
        }
        return -1;
    }

    /** Whether the length the agent gave cannot be. */
    boolean implausible() {
        return implausible;
    }

    @Override
    public DataSource dataSource() {
        return source;
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public boolean discarded() {
        return discarded;
    }

    @Override
    public int reason() {
        return discarded ? discard.reason() : 0;
    }

    @Override
    public long samplingRate() {
        return discarded ? 1 : Math.max(1, flow.samplingRate());
    }

    @Override
    public int inputFormat() {
        return discarded ? 0 : flow.inputFormat();
    }

    @Override
    public long input() {
        return discarded ? discard.input() : flow.input();
    }

    @Override
    public int outputFormat() {
        return discarded ? 0 : flow.outputFormat();
    }

    @Override
    public long output() {
        return discarded ? discard.output() : flow.output();
    }

    @Override
    public long frameLength() {
        return frameLength;
    }

    @Override
    public long stripped() {
        return records.hasHeader() ? records.stripped() : 0;
    }

    @Override
    public SampleRecords records() {
        return records;
    }

    @Override
    public PacketView packet() {
        if (!dissected) {
            dissected = true;
            if (records.hasHeader()) {
                packet.dissect(
                        records.bytes(), records.headerOffset(), records.headerLength(), records.headerProtocol());
            } else {
                packet.dissect(records.bytes(), 0, 0, NO_PROTOCOL);
            }
        }
        return packet;
    }
}
