// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.InterfaceCounters;
import io.weir.demo.internal.encoder.PacketBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * An agent that sends to a Weir over real UDP, at a steady pace until it is closed: fifty datagrams a second with a sample each of two
 * flows, and the counters of its port twice a second.
 */
final class Traffic implements AutoCloseable {
    static final int DATAGRAMS_A_SECOND = 50;
    static final int SAMPLING_RATE = 1000;
    static final long PORT_SPEED = 1_000_000_000;
    static final long OCTETS_A_SECOND = 50_000_000;

    private final String agent;
    private final int port;
    private final DatagramSocket socket;
    private final Thread sender;
    private final AtomicLong sent = new AtomicLong();
    private final PacketBuilder web;
    private final PacketBuilder names;
    private volatile boolean closed;

    Traffic(WeirProcess weir, String agent) {
        this.agent = agent;
        this.port = weir.udpPort();
        this.web = PacketBuilder.ethernet("020000000001", "020000000002")
                .vlan(100)
                .ipv4("10.1.1.1", "10.2.2.2")
                .tcp(33000, 80)
                .payload(900);
        this.names = PacketBuilder.ethernet("020000000003", "020000000004")
                .ipv6("2001:db8::1", "2001:db8::2")
                .udp(40000, 443)
                .payload(200);
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sender = new Thread(this::run, "traffic-" + agent);
        sender.start();
    }

    /** Bytes a second of the IPv4 flow, as sampling scales them. */
    double webBytes() {
        return (double) DATAGRAMS_A_SECOND * SAMPLING_RATE * web.frameLength();
    }

    /** Datagrams handed to the kernel so far. */
    long sent() {
        return sent.get();
    }

    private void run() {
        long start = System.nanoTime();
        for (long sequence = 1; !closed; sequence++) {
            long elapsed = (System.nanoTime() - start) / 1_000_000;
            send(datagram(sequence, elapsed));
            long next = start + sequence * 1_000_000_000 / DATAGRAMS_A_SECOND;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private byte[] datagram(long sequence, long elapsed) {
        DatagramBuilder datagram = DatagramBuilder.agent(agent)
                .sequence(sequence)
                .uptime(1_000_000 + elapsed)
                .add(sample(2 * sequence - 1, web))
                .add(sample(2 * sequence, names).expanded());
        if (sequence % (DATAGRAMS_A_SECOND / 2) == 1) {
            datagram.add(CounterSampleBuilder.of(3)
                    .sequence(sequence / (DATAGRAMS_A_SECOND / 2) + 1)
                    .add(InterfaceCounters.of(3)
                            .speed(PORT_SPEED)
                            .in(OCTETS_A_SECOND * elapsed / 1000, elapsed)
                            .build())
                    .add(CounterRecords.portName("swp3")));
        }
        return datagram.bytes();
    }

    private static FlowSampleBuilder sample(long sequence, PacketBuilder packet) {
        return FlowSampleBuilder.of(3)
                .sequence(sequence)
                .samplingRate(SAMPLING_RATE)
                .samplePool(sequence * SAMPLING_RATE)
                .input(3)
                .output(4)
                .packet(packet);
    }

    /** Sends one datagram more. */
    void send(byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
            sent.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sender);
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.close();
    }
}
