// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.weir.api.net.Prefix;
import io.weir.api.time.Timeline;
import io.weir.sflow.ByteView;
import io.weir.sflow.Received;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes the datagrams of one socket to the rings of their shards: reads the version and the agent's address, no more.
 *
 * <p>Thread: its channel's event loop.
 */
final class UdpHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final int VERSION = 5;
    /** How long to let datagrams gather when few came, ns: one waking then reads many, at the cost of that delay. */
    private static final long NAP = 1_000_000;

    /** As many datagrams are few. */
    private static final int FEW = 32;

    private static final int HEAD = 12;
    private static final int IPV4_BYTES = 4;

    private final List<ShardRing> rings;
    private final Timeline timeline;
    private final List<Prefix> allowed;
    private final int socket;
    private final Tally tally = new Tally();
    private final Strangers strangers;
    private final Received received = new Received();
    private final AgentAddress agent = new AgentAddress();
    private volatile boolean gathering;
    private int came;
    private long sourceHigh;
    private long sourceLow;

    UdpHandler(List<ShardRing> rings, Timeline timeline, List<Prefix> allowed, int socket) {
        this.rings = rings;
        this.timeline = timeline;
        this.allowed = allowed;
        this.socket = socket;
        this.strangers = new Strangers(tally);
    }

    Tally tally() {
        return tally;
    }

    /** Whether the kernel's buffer is so large that datagrams may gather there for a moment. Thread: any. */
    void gather(boolean may) {
        gathering = may;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (gathering && came < FEW) {
            LockSupport.parkNanos(this, NAP);
        }
        came = 0;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        ByteBuf bytes = packet.content();
        came++;
        tally.add(Counter.DATAGRAMS_RECEIVED);
        tally.add(Counter.BYTES_RECEIVED, bytes.readableBytes());
        InetSocketAddress sender = packet.sender();
        source(sender.getAddress());
        if (!allowed()) {
            tally.add(Counter.NOT_ALLOWED);
            return;
        }
        if (bytes.readableBytes() < HEAD) {
            tally.add(Counter.PARSE_ERRORS);
            tally.add(Counter.TOO_SHORT);
            return;
        }
        long millis = timeline.millis();
        if (bytes.getInt(bytes.readerIndex()) != VERSION) {
            strangers.tell(bytes.getInt(bytes.readerIndex()), sourceHigh, sourceLow, millis);
            return;
        }
        received.set(sourceHigh, sourceLow, sender.getPort(), socket, millis);
        if (!rings.get(shard(bytes)).offer(bytes, received)) {
            tally.add(Counter.RING_FULL);
        }
    }

    private void source(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean ipv4 = bytes.length == IPV4_BYTES;
        sourceHigh = ipv4 ? 0 : ByteView.u64(bytes, 0);
        sourceLow = ipv4 ? AgentAddress.mapped(ByteView.u32(bytes, 0)) : ByteView.u64(bytes, Long.BYTES);
    }

    private boolean allowed() {
        if (allowed.isEmpty()) {
            return true;
        }
        for (Prefix prefix : allowed) {
            if (prefix.contains(sourceHigh, sourceLow)) {
                return true;
            }
        }
        return false;
    }

    private int shard(ByteBuf bytes) {
        if (rings.size() == 1) {
            return 0;
        }
        int at = bytes.readerIndex();
        int type = bytes.getInt(at + 4);
        if (type == 1) {
            agent.ipv4(bytes.getUnsignedInt(at + 8), received);
        } else if (type == 2 && bytes.readableBytes() >= 2 * HEAD) {
            agent.of(bytes.getLong(at + 8), bytes.getLong(at + 16), received);
        } else {
            agent.of(sourceHigh, sourceLow, received);
        }
        return agent.shard(rings.size());
    }
}
