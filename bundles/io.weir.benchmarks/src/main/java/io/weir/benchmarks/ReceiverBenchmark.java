// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.weir.collector.internal.Collector;
import io.weir.collector.internal.RealTimeline;
import io.weir.collector.internal.RingShards;
import io.weir.testkit.GivenSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What receiving costs beside a bare Netty sink (epoll, recvmmsg) that only counts: processor time of the receiver's thread a datagram, in
 * the same run, turn by turn. The ring and the shard are Weir's own; their time is another thread's.
 *
 * <p>Arguments: rounds (10), datagrams a second (50000). Run: {@code java -cp … io.weir.benchmarks.ReceiverBenchmark}.
 */
public final class ReceiverBenchmark {
    private static final int BUFFER = 8 << 20;
    private static final int LONGEST = 65_536;
    private static final int AT_ONCE = 32;
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final String WEIR = "weir-receiver";
    private static final String BARE = "bare-receiver";
    private static final GivenSettings LOOPBACK = GivenSettings.of("sflow.address", "127.0.0.1", "sflow.port", "0");

    private ReceiverBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50_000;
        List<byte[]> datagrams = Mix.of("", 16_384);
        RealTimeline timeline = new RealTimeline();
        RingShards shards = new RingShards(timeline, LOOPBACK);
        Collector collector = new Collector(shards, timeline, LOOPBACK);
        Sink sink = new Sink();
        int weirPort = collector.counters().get("udpPort").intValue();
        double[] weir = new double[rounds];
        double[] bare = new double[rounds];
        for (int i = -2; i < rounds; i++) { // two rounds to warm up
            double weirNanos = cost(WEIR, weirPort, rate, datagrams, () -> received(collector));
            double bareNanos = cost(BARE, sink.port(), rate, datagrams, sink::received);
            if (i >= 0) {
                weir[i] = weirNanos;
                bare[i] = bareNanos;
            }
        }
        Arrays.sort(weir);
        Arrays.sort(bare);
        System.out.printf(
                Locale.ROOT,
                "receiver's time a datagram at %d/s: weir %.0f ns, bare %.0f ns (medians of %d), ratio %.2f%n",
                rate,
                weir[rounds / 2],
                bare[rounds / 2],
                rounds,
                weir[rounds / 2] / bare[rounds / 2]);
        collector.close();
        shards.close();
        sink.close();
        timeline.close();
    }

    private static long received(Collector collector) {
        Map<String, Number> counters = collector.counters();
        return counters.get("sFlowDatagramsReceived").longValue()
                + counters.get("sFlowDatagramsKernelDrops").longValue();
    }

    private interface Count {
        long get();
    }

    /** Nanoseconds of a thread's processor time for each datagram that it received. */
    private static double cost(String thread, int port, int rate, List<byte[]> datagrams, Count count)
            throws IOException {
        long received = count.get();
        long before = processorTime(thread);
        send(port, rate, datagrams);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        return (double) (processorTime(thread) - before) / (count.get() - received);
    }

    private static void send(int port, int rate, List<byte[]> datagrams) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            long begin = System.nanoTime();
            long sent = 0;
            for (long now = begin; now - begin < ROUND_NANOS; now = System.nanoTime()) {
                long due = (now - begin) * rate / TimeUnit.SECONDS.toNanos(1);
                if (sent >= due) {
                    LockSupport.parkNanos(200_000);
                }
                while (sent < due) {
                    channel.write(ByteBuffer.wrap(datagrams.get((int) (sent++ % datagrams.size()))));
                }
            }
        }
    }

    private static long processorTime(String name) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(name)) {
                sum += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return sum;
    }

    /** Counts and does nothing else. */
    private static final class Sink extends SimpleChannelInboundHandler<DatagramPacket> implements AutoCloseable {
        private final MultiThreadIoEventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(BARE, true), EpollIoHandler.newFactory());
        private final Channel channel;
        private volatile long received;

        Sink() throws InterruptedException {
            channel = new Bootstrap()
                    .group(group)
                    .channel(EpollDatagramChannel.class)
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LONGEST)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST * AT_ONCE))
                    .option(ChannelOption.SO_RCVBUF, BUFFER)
                    .handler(this)
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            received++;
        }

        int port() {
            return ((InetSocketAddress) channel.localAddress()).getPort();
        }

        long received() {
            return received;
        }

        @Override
        public void close() {
            channel.close().awaitUninterruptibly();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
