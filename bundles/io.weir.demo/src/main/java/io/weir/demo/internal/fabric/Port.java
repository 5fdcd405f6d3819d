// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.fabric;

import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.InterfaceCounters;
import io.weir.demo.internal.encoder.Structure;
import java.util.function.LongConsumer;

/** A port of a switch: its counters, its sampler, and the sequence numbers of its data source. Thread: confined to the fabric. */
public final class Port {
    private final int ifIndex;
    private final String name;
    private final long speed;
    private final String mac;
    private final Sampler sampler;
    private long inOctets;
    private long inPackets;
    private long inDiscards;
    private long outOctets;
    private long outPackets;
    private long flowSamples;
    private long counterSamples;

    Port(int ifIndex, String name, long speed, String mac, Sampler sampler) {
        this.ifIndex = ifIndex;
        this.name = name;
        this.speed = speed;
        this.mac = mac;
        this.sampler = sampler;
    }

    public int ifIndex() {
        return ifIndex;
    }

    public String name() {
        return name;
    }

    String mac() {
        return mac;
    }

    public long inOctets() {
        return inOctets;
    }

    public long outOctets() {
        return outOctets;
    }

    int samplingRate() {
        return sampler.rate();
    }

    long nextFlowSample() {
        return ++flowSamples;
    }

    /** Packets come in; each one sampled is told with the sample pool. */
    void receive(long packets, int frameLength, LongConsumer sampled) {
        inPackets += packets;
        inOctets += packets * frameLength;
        sampler.pass(packets, sampled);
    }

    /** Packets that came in go nowhere. */
    void discard(long packets) {
        inDiscards += packets;
        inPackets -= packets; // discarded packets are not delivered to a higher layer, IF-MIB
    }

    void transmit(long packets, int frameLength) {
        outPackets += packets;
        outOctets += packets * frameLength;
    }

    /** The counter sample of the port as it stands now. */
    Structure counters() {
        return CounterSampleBuilder.of(ifIndex)
                .sequence(++counterSamples)
                .add(InterfaceCounters.of(ifIndex)
                        .speed(speed)
                        .in(inOctets, inPackets)
                        .inTrouble(inDiscards, 0, 0)
                        .out(outOctets, outPackets)
                        .build())
                .add(CounterRecords.ethernet(new long[13]))
                .add(CounterRecords.portName(name))
                .build();
    }
}
