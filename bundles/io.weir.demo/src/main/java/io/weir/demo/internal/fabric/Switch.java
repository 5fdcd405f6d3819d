// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.fabric;

import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.DiscardSampleBuilder;
import io.weir.demo.internal.encoder.FlowRecords;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.demo.internal.encoder.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A switch with an sFlow agent: it samples what comes in at each port, reports each port's counters every
 * {@value #POLLING} s, and packs its samples into datagrams.
 *
 * <p>Thread: confined to the fabric.
 */
public final class Switch {
    /** Seconds between two counter samples of a data source. */
    static final double POLLING = 5;

    /** The most of a datagram that samples take, in bytes; the head comes on top. */
    private static final int DATAGRAM_BYTES = 1_340;

    /** Notifications of discards a second; more are only counted. */
    private static final int NOTIFICATIONS = 5;

    private static final int ACL = 258;

    private final String name;
    private final String address;
    private final String mac;
    private final boolean expanded;
    private final int samplingRate;
    private final RandomGenerator random;
    private final SwitchHealth health;
    private final List<Port> ports = new ArrayList<>();
    private final List<Structure> pending = new ArrayList<>();
    private Consumer<byte[]> wire = datagram -> {};
    private int pendingBytes;
    private long sequence;
    private double now;
    private int polled;
    private long notifications;
    private long notificationDrops;
    private double allowance = NOTIFICATIONS;

    /** A switch of a number, unique in the fabric, whose agent sends expanded samples or compact ones. */
    Switch(String name, int number, int samplingRate, boolean expanded, RandomGenerator random) {
        this.name = name;
        this.address = "198.18.0." + number;
        this.mac = "0200c61200%02x".formatted(number);
        this.samplingRate = samplingRate;
        this.expanded = expanded;
        this.random = random;
        this.health = new SwitchHealth(name);
    }

    public String name() {
        return name;
    }

    /** The agent's address. */
    public String address() {
        return address;
    }

    String mac() {
        return mac;
    }

    public List<Port> ports() {
        return List.copyOf(ports);
    }

    /** Where its datagrams go. */
    void connect(Consumer<byte[]> to) {
        wire = to;
    }

    Port port(int ifIndex, long speed) {
        String portMac = mac.substring(0, 8) + "%02x".formatted(ifIndex) + mac.substring(10);
        Port port = new Port(ifIndex, "swp" + ifIndex, speed, portMac, new Sampler(samplingRate, random));
        ports.add(port);
        return port;
    }

    /** Lets packets of a stream in at one port and, unless the hop ends there, out at another. */
    void pass(Hop hop, long packets, int frameLength, Payload payload) {
        hop.in()
                .receive(
                        packets,
                        frameLength,
                        pool -> emit(flowSample(hop, pool)
                                .packet(packet(hop, payload))
                                .build()));
        if (hop.out().isPresent()) {
            hop.out().get().transmit(packets, frameLength);
        } else {
            hop.in().discard(packets);
            notifyDiscards(hop, packets, payload);
        }
    }

    private FlowSampleBuilder flowSample(Hop hop, long pool) {
        FlowSampleBuilder sample = FlowSampleBuilder.of(hop.in().ifIndex())
                .sequence(hop.in().nextFlowSample())
                .samplingRate(hop.in().samplingRate())
                .samplePool(pool);
        if (expanded) {
            sample.expanded();
        }
        hop.out().ifPresentOrElse(out -> sample.output(out.ifIndex()), () -> sample.output(1, ACL));
        hop.records().forEach(sample::add);
        return sample;
    }

    private PacketBuilder packet(Hop hop, Payload payload) {
        return payload.behind(
                PacketBuilder.ethernet(hop.sourceMac(), hop.destinationMac()).ttl(hop.ttl()), random);
    }

    private void notifyDiscards(Hop hop, long packets, Payload payload) {
        for (long i = 0; i < packets; i++) {
            if (allowance < 1) {
                notificationDrops += packets - i;
                return;
            }
            allowance--;
            emit(DiscardSampleBuilder.of(hop.in().ifIndex())
                    .sequence(++notifications)
                    .drops(notificationDrops)
                    .reason(ACL)
                    .add(FlowRecords.header(packet(hop, payload), FlowSampleBuilder.HEADER_BYTES))
                    .build());
        }
    }

    /** Moves to a moment, in seconds since the start: counters that are due are reported, each port in its turn. */
    void advance(double to) {
        allowance = Math.min(NOTIFICATIONS, allowance + (to - now) * NOTIFICATIONS);
        now = to;
        int sources = ports.size() + 1;
        while (polled * POLLING / sources <= now) {
            int turn = polled++ % sources;
            emit(turn < ports.size() ? ports.get(turn).counters() : health.counters(now, ports));
        }
    }

    private void emit(Structure sample) {
        int bytes = 8 + sample.body().length;
        if (pendingBytes + bytes > DATAGRAM_BYTES) {
            flush();
        }
        pending.add(sample);
        pendingBytes += bytes;
    }

    /** Sends what is pending. */
    void flush() {
        if (pending.isEmpty()) {
            return;
        }
        DatagramBuilder datagram =
                DatagramBuilder.agent(address).sequence(++sequence).uptime((long) (now * 1_000));
        pending.forEach(datagram::add);
        pending.clear();
        pendingBytes = 0;
        wire.accept(datagram.bytes());
    }
}
