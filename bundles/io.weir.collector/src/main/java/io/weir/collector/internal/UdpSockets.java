// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * The open UDP sockets and the threads that read them: many datagrams a system call where the kernel offers it (Linux), one by
 * one elsewhere.
 *
 * <p>Thread: any. Every datagram is received whole, however long.
 */
final class UdpSockets implements AutoCloseable {
    private static final int LONGEST = 65_536;
    /** Datagrams a system call: their room is one piece of memory, 2 MB, of which only what comes is touched. */
    private static final int AT_ONCE = 32;

    private static final int A_TURN = 128;
    private static final long PATIENCE = 2_000;

    private final boolean epoll;
    private final EventLoopGroup group;
    private final List<ReceiveMemory> memories = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();

    private UdpSockets(boolean epoll, int threads) {
        this.epoll = epoll;
        this.group = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory(
                        "weir-receiver", true), // Netty recycles objects on threads of its own kind alone
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /** Opens the sockets, with a handler each by number. Throws what the system says when it refuses; nothing is left open then. */
    static UdpSockets open(UdpSettings settings, boolean epoll, IntFunction<UdpHandler> handlers) throws Exception {
        int count = epoll ? settings.sockets() : 1;
        UdpSockets sockets = new UdpSockets(epoll, count);
        try {
            InetSocketAddress address = settings.address();
            for (int i = 0; i < count; i++) {
                Channel channel = sockets.bind(settings, count, address, handlers.apply(i));
                sockets.channels.add(channel);
                address = (InetSocketAddress) channel.localAddress();
            }
            return sockets;
        } catch (Throwable thrown) {
            sockets.close();
            throw thrown;
        }
    }

    /** Whether the system has what the fast way needs. */
    static boolean epollAvailable() {
        return Epoll.isAvailable();
    }

    private Channel bind(UdpSettings settings, int count, InetSocketAddress address, UdpHandler handler)
            throws InterruptedException {
        ReceiveMemory memory = new ReceiveMemory(epoll ? LONGEST * AT_ONCE : LONGEST, A_TURN);
        memories.add(memory);
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .handler(handler)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, memory)
                .option(ChannelOption.SO_RCVBUF, settings.buffer());
        if (epoll) {
            bootstrap.channel(EpollDatagramChannel.class).option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LONGEST);
            if (count > 1) {
                bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
            }
        } else {
            bootstrap.channel(NioDatagramChannel.class);
        }
        return bootstrap.bind(address).sync().channel();
    }

    boolean epoll() {
        return epoll;
    }

    int count() {
        return channels.size();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channels.get(0).localAddress();
    }

    /** Bytes of the kernel's buffer of a socket, as they are asked for: Linux keeps twice that, for its own needs too. */
    int buffer() {
        int told = channels.get(0).config().getOption(ChannelOption.SO_RCVBUF);
        return epoll ? told / 2 : told;
    }

    /** The file descriptors, where they are known. */
    List<OptionalInt> descriptors() {
        return channels.stream()
                .map(channel -> channel instanceof EpollDatagramChannel fast
                        ? OptionalInt.of(fast.fd().intValue())
                        : OptionalInt.empty())
                .toList();
    }

    @Override
    public void close() {
        channels.forEach(Channel::close);
        group.shutdownGracefully(0, PATIENCE, TimeUnit.MILLISECONDS).awaitUninterruptibly(PATIENCE);
        memories.forEach(ReceiveMemory::close);
    }
}
