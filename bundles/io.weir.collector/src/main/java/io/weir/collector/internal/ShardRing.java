// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.netty.buffer.ByteBuf;
import io.weir.sflow.ByteView;
import io.weir.sflow.Received;

/**
 * The datagrams on their way from the receivers to one shard.
 *
 * <p>Thread: {@link #offer} any, {@link #drain} the shard's. Neither allocates or waits.
 *
 * <p>Design: a ring of places over one array, allocated once, {@value #PLACE} bytes a place: what fits an Ethernet frame takes
 * one. A longer datagram takes as many neighbouring places as it needs, its bytes behind one another; the array goes on behind
 * the last place, so that one that begins there needs no wrapping. So no datagram is too long, and each costs the room it takes.
 */
final class ShardRing {
    static final int PLACE = 2048;
    static final int LONGEST = 65_535;

    /** Takes a datagram out; its bytes are valid during the call. */
    @FunctionalInterface
    interface Taker {
        void take(ByteView bytes, Received from);
    }

    private final RingBuffer<Slot> ring;
    private final EventPoller<Slot> poller;
    private final byte[] memory;
    private final int mask;
    private final ByteView view = new ByteView();
    private final EventPoller.Handler<Slot> handler = this::handle;
    private Taker taker;
    /** Places still to be passed over that belong to the datagram just taken. */
    private int rest;

    private int taken;
    private int most;

    ShardRing(int places) {
        ring = RingBuffer.createMultiProducer(Slot::new, places, new YieldingWaitStrategy());
        poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
        mask = places - 1;
        memory = new byte[places * PLACE + LONGEST + 1];
    }

    /** Puts a datagram in; false when there is no room for it. */
    boolean offer(ByteBuf bytes, Received from) {
        int length = bytes.readableBytes();
        int places = Math.max(1, (length + PLACE - 1) / PLACE);
        long last;
        try {
            last = ring.tryNext(places);
        } catch (InsufficientCapacityException full) {
            return false;
        }
        long first = last - places + 1;
        Slot slot = ring.get(first);
        bytes.getBytes(bytes.readerIndex(), memory, place(first), length);
        slot.length = length;
        slot.from.set(from.sourceHigh(), from.sourceLow(), from.sourcePort(), from.socket(), from.millis());
        ring.publish(first, last);
        return true;
    }

    private int place(long sequence) {
        return (int) (sequence & mask) * PLACE;
    }

    /** Hands over up to {@code most} datagrams that are there, and returns how many it were. */
    int drain(Taker taker, int most) {
        this.taker = taker;
        this.most = most;
        taken = 0;
        try {
            poller.poll(handler);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return taken;
    }

    private boolean handle(Slot slot, long sequence, boolean last) {
        if (rest > 0) {
            rest--;
            return true;
        }
        rest = Math.max(0, (slot.length - 1) / PLACE);
        taker.take(view.wrap(memory, place(sequence), slot.length), slot.from);
        return ++taken < most;
    }

    /** How many places are taken now. Thread: any. */
    long backlog() {
        return Math.max(0, ring.getCursor() - poller.getSequence().get());
    }

    int places() {
        return mask + 1;
    }
}
