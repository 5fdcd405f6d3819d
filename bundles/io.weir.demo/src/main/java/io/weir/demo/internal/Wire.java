// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Sends datagrams to a UDP port of this machine; those that cannot be sent are counted. Thread: any. */
final class Wire implements Consumer<byte[]>, AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final InetSocketAddress to;
    private final DatagramSocket socket;

    Wire(int port) {
        try {
            to = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
            socket = new DatagramSocket(new InetSocketAddress(to.getAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("demonstration: no socket to send from", e);
        }
    }

    @Override
    public void accept(byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, to));
            sent.increment();
        } catch (IOException e) {
            failed.increment();
        }
    }

    long sent() {
        return sent.sum();
    }

    long failed() {
        return failed.sum();
    }

    @Override
    public void close() {
        socket.close();
    }
}
