// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.shard.AgentBook;
import io.weir.api.shard.Books;
import io.weir.api.shard.Observation;
import io.weir.api.shard.ShardPart;
import io.weir.api.shard.ShardPartFactory;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.FlowRecords;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorTest {
    private final RealTimeline timeline = new RealTimeline();
    private final List<AutoCloseable> open = new ArrayList<>();
    private RingShards shards;
    private Collector collector;

    private void start(String... settings) {
        Map<String, String> all = MapSettings.of(settings).values();
        all.putIfAbsent("sflow.port", "0");
        all.putIfAbsent("sflow.address", "127.0.0.1");
        shards = new RingShards(timeline, new MapSettings(all));
        open.add(shards::close);
        collector = new Collector(shards, timeline, new MapSettings(all));
        open.add(collector::close);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        timeline.close();
    }

    private void send(String host, byte[]... datagrams) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(host), 0))) {
            for (byte[] bytes : datagrams) {
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(host), collector.port()));
            }
        }
    }

    private static byte[] datagram(String agent, long sequence) {
        return DatagramBuilder.agent(agent)
                .sequence(sequence)
                .uptime(1000 + sequence)
                .add(FlowSampleBuilder.of(3).sequence(sequence).samplingRate(10))
                .bytes();
    }

    /** As the analyzer adds it up: what the collector counts, and what the shards do. */
    private long count(String name) {
        long sum = collector.counters().get(name).longValue();
        for (ShardLoop loop : shards.loops()) {
            sum += loop.core().tally().shown().getOrDefault(name, 0).longValue();
        }
        return sum;
    }

    private void awaitCount(String name, long wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (count(name) != wanted && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(count(name)).as(name).isEqualTo(wanted);
    }

    private List<AgentBook> agents() {
        return shards.askAll(shard -> shard.view(Books.class).orElseThrow().agents()).join().stream()
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void datagramsAreReceivedAndBooked(String epoll) throws Exception {
        start("sflow.epoll", epoll, "shards", "3");
        for (int i = 1; i <= 20; i++) {
            send("127.0.0.1", datagram("10.0.0." + i, 1), datagram("10.0.0." + i, 2), datagram("10.0.0." + i, 5));
        }
        awaitCount("sFlowDatagramsProcessed", 60);
        assertThat(count("sFlowDatagramsLost")).isEqualTo(40);
        assertThat(count("sFlowFlowSamples")).isEqualTo(60);
        assertThat(agents()).hasSize(20).allSatisfy(agent -> {
            assertThat(agent.sources()).containsExactly("127.0.0.1");
            assertThat(agent.datagrams()).isEqualTo(new AgentBook.Sequenced(0, 3, 2, 0, 0));
        });
    }

    @Test
    void q29OnePortTakesIpv4AndIpv6() throws Exception {
        start("sflow.address", "");
        send("127.0.0.1", datagram("10.0.0.1", 1));
        send("::1", datagram("2001:db8::1", 1));
        awaitCount("sFlowDatagramsProcessed", 2);
        assertThat(agents())
                .extracting(AgentBook::agent, AgentBook::sources)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("10.0.0.1", List.of("127.0.0.1")), Tuple.tuple("2001:db8::1", List.of("::1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void longestDatagramIsReceivedWhole(String epoll) throws Exception {
        start("sflow.epoll", epoll);
        DatagramBuilder jumbo = DatagramBuilder.agent("10.0.0.1");
        for (int i = 0; i < 500; i++) {
            jumbo.add(FlowSampleBuilder.of(i).add(FlowRecords.header(1, 1500, 0, new byte[40])));
        }
        byte[] bytes = jumbo.bytes();
        assertThat(bytes.length).isBetween(50_000, 65_507);
        send("127.0.0.1", bytes, datagram("10.0.0.2", 1));
        awaitCount("sFlowFlowSamples", 501);
        assertThat(count("sFlowParseErrors")).isZero();
        assertThat(count("sFlowBytesReceived")).isGreaterThan(bytes.length);
    }

    @Test
    void sourceThatIsNotAllowedIsCountedAndLeftOut() throws Exception {
        start("sflow.allow", "10.0.0.0/8, 2001:db8::/32");
        send("127.0.0.1", datagram("10.0.0.1", 1));
        awaitCount("sFlowDatagramsNotAllowed", 1);
        assertThat(count("sFlowDatagramsDiscarded")).isEqualTo(1);
        assertThat(count("sFlowDatagramsReceived")).isEqualTo(1);
        assertThat(agents()).isEmpty();
    }

    @Test
    void sourceThatIsAllowedIsReceived() throws Exception {
        start("sflow.allow", "127.0.0.0/8");
        send("127.0.0.1", datagram("10.0.0.1", 1));
        awaitCount("sFlowDatagramsProcessed", 1);
    }

    @Test
    void q28OtherProtocolsAreCountedByWhatTheyAre() throws Exception {
        start();
        byte[] netflow9 = new byte[100];
        netflow9[1] = 9;
        byte[] ipfix = new byte[100];
        ipfix[1] = 10;
        byte[] syslog = "<13>Oct 11 22:14:15 host su: failed".getBytes(StandardCharsets.US_ASCII);
        byte[] old = DatagramBuilder.agent("10.0.0.1").version(4).bytes();
        send("127.0.0.1", netflow9, ipfix, syslog, old, new byte[3]);
        awaitCount("sFlowDatagramsDiscarded", 5);
        assertThat(count("sFlowUnsupportedVersion")).isEqualTo(4);
        assertThat(count("netflowVersion9")).isEqualTo(1);
        assertThat(count("ipfix")).isEqualTo(1);
        assertThat(count("sFlowForeign")).isEqualTo(1);
        assertThat(count("sFlowVersion4")).isEqualTo(1);
        assertThat(count("sFlowDatagramsTooShort")).isEqualTo(1);
    }

    @Test
    void everythingSentIsAccountedForWhenTheShardIsHeldUp() throws Exception {
        start();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        shards.ask(0, shard -> {
            holding.countDown();
            await(held);
            return 0;
        });
        await(holding);
        int sent = shards.loops().get(0).ring().places() + 3000;
        for (int i = 0; i < sent; i += 1000) {
            byte[][] some = new byte[Math.min(1000, sent - i)][];
            for (int j = 0; j < some.length; j++) {
                some[j] = datagram("10.0.0.1", i + j);
            }
            send("127.0.0.1", some);
            awaitReceived(i + some.length);
        }
        held.countDown();
        long lost = count("sFlowDatagramsKernelDrops") + count("sFlowDatagramsRingFull");
        assertThat(count("sFlowDatagramsRingFull")).isPositive();
        awaitCount("sFlowDatagramsProcessed", sent - lost);
        // the next one tells the books of what was lost at the end
        send("127.0.0.1", datagram("10.0.0.1", sent));
        awaitCount("sFlowDatagramsProcessed", sent - lost + 1);
        assertThat(count("sFlowDatagramsLost")).isEqualTo(lost);
    }

    @Test
    void whatWasSentIsProcessedPlusEachKindOfLoss() throws Exception {
        start("sflow.allow", "127.0.0.1/32", "shards", "2");
        List<byte[]> sent = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            sent.add(datagram("10.0.0.1", i));
            sent.add(datagram("10.0.0.2", i));
        }
        sent.add(datagram("10.0.0.1", 50)); // a duplicate
        sent.add(datagram("10.0.0.1", 61)); // ten are missing
        sent.add(datagram("10.0.0.1", 55)); // one of them comes late
        sent.add(DatagramBuilder.agent("10.0.0.1").version(4).bytes());
        sent.add(new byte[5]);
        byte[] badAddress = datagram("10.0.0.1", 62);
        badAddress[7] = 9;
        sent.add(badAddress);
        send("127.0.0.1", sent.toArray(byte[][]::new));
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0))) {
            other.send(new DatagramPacket(new byte[40], 40, InetAddress.getLoopbackAddress(), collector.port()));
        }
        int all = sent.size() + 1;
        awaitReceived(all);
        long kernel = count("sFlowDatagramsKernelDrops");
        awaitCount("sFlowDatagramsReceived", all - kernel);
        awaitCount("sFlowDatagramsBadAddress", 1);
        awaitCount("sFlowDatagramsDuplicates", 1);
        awaitCount("sFlowDatagramsProcessed", all - kernel - 5);
        assertThat(count("sFlowDatagramsProcessed")
                        + count("sFlowDatagramsNotAllowed")
                        + count("sFlowUnsupportedVersion")
                        + count("sFlowDatagramsTooShort")
                        + count("sFlowDatagramsBadAddress")
                        + count("sFlowDatagramsDuplicates")
                        + count("sFlowDatagramsRingFull")
                        + kernel)
                .isEqualTo(all);
        assertThat(count("sFlowDatagramsDiscarded")).isEqualTo(5);
        assertThat(agents())
                .extracting(AgentBook::agent, AgentBook::datagrams)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("10.0.0.1", new AgentBook.Sequenced(0, 53, 9, 1, 1)),
                        Tuple.tuple("10.0.0.2", new AgentBook.Sequenced(0, 50, 0, 0, 0)));
    }

    @Test
    void shardHeldFor200MillisecondsAt20000ASecondLosesNothing() throws Exception {
        start("shards", "1");
        int sent = 4_000;
        long apart = TimeUnit.MILLISECONDS.toNanos(200) / sent;
        byte[][] datagrams = new byte[sent][];
        for (int i = 0; i < sent; i++) {
            datagrams[i] = datagram("10.0.0.1", i + 1);
        }
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        shards.ask(0, shard -> {
            holding.countDown();
            await(held);
            return 0;
        });
        await(holding);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
            long begin = System.nanoTime();
            for (int i = 0; i < sent; i++) {
                socket.send(new DatagramPacket(datagrams[i], datagrams[i].length, loopback, collector.port()));
                long early = begin + apart * i - System.nanoTime();
                if (early > 100_000) {
                    LockSupport.parkNanos(early);
                }
            }
        }
        awaitReceived(sent);
        assertThat(collector.counters().get("shardBacklog").longValue()).isEqualTo(sent);
        held.countDown();
        awaitCount("sFlowDatagramsProcessed", sent);
        assertThat(count("sFlowDatagramsRingFull")).isZero();
        assertThat(count("sFlowDatagramsKernelDrops")).isZero();
        assertThat(count("sFlowDatagramsLost")).isZero();
    }

    @Test
    void dropsOfTheKernelAreShownOfEachSocket() throws Exception {
        start("sflow.sockets", "3");
        send("127.0.0.1", datagram("10.0.0.1", 1));
        awaitCount("sFlowDatagramsProcessed", 1);
        assertThat(collector.counters())
                .containsKeys(
                        "sFlowDatagramsKernelDrops",
                        "sFlowDatagramsKernelDrops.0",
                        "sFlowDatagramsKernelDrops.1",
                        "sFlowDatagramsKernelDrops.2");
    }

    /** Waits until the socket has handed over, or dropped, that many. */
    private void awaitReceived(long sent) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (count("sFlowDatagramsReceived") + count("sFlowDatagramsKernelDrops") < sent
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void partsComeAndGoWhileDatagramsFlow() throws Exception {
        start();
        AtomicInteger samples = new AtomicInteger();
        ShardPartFactory factory = shard -> new ShardPart() {
            @Override
            public void onFlowSample(Observation sample) {
                samples.incrementAndGet();
            }
        };
        send("127.0.0.1", datagram("10.0.0.1", 1));
        awaitCount("sFlowDatagramsProcessed", 1);
        shards.addPart(factory);
        shards.askAll(shard -> 0).join();
        send("127.0.0.1", datagram("10.0.0.1", 2));
        awaitCount("sFlowDatagramsProcessed", 2);
        shards.removePart(factory);
        send("127.0.0.1", datagram("10.0.0.1", 3));
        awaitCount("sFlowDatagramsProcessed", 3);
        assertThat(samples).hasValue(1);
    }

    @Test
    void takenPortShowsAndIsTriedAgain() throws Exception {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            start("sflow.port", Integer.toString(other.getLocalPort()));
            assertThat(count("udpSocketsFailed")).isEqualTo(1);
            assertThat(collector.port()).isZero();
        }
        awaitOpen();
        send("127.0.0.1", datagram("10.0.0.1", 1));
        awaitCount("sFlowDatagramsProcessed", 1);
        assertThat(count("udpSocketsFailed")).isZero();
    }

    private void awaitOpen() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (collector.port() == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(collector.port()).isPositive();
    }

    @Test
    void wrongSettingShowsAndTheShardsRun() {
        start("sflow.port", "http");
        assertThat(count("udpSocketsFailed")).isEqualTo(1);
        assertThat(shards.ask(0, shard -> shard.index()).join()).isZero();
    }

    @Test
    void demonstrationListensOnLoopbackAlone() {
        start("weir.demo", "yes", "sflow.address", "0.0.0.0");
        assertThat(collector.address().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void buffersAndSocketsAreShown() {
        start("sflow.buffer", "65536");
        assertThat(collector.counters())
                .containsEntry("udpBufferGranted", 65_536)
                .containsEntry("udpBufferAsked", 65_536)
                .containsEntry("udpSocketsOpen", 1);
    }

    @Test
    void questionThatThrowsFailsItsFutureAlone() {
        start();
        assertThat(shards.ask(0, shard -> {
                    throw new IllegalStateException("on purpose");
                }))
                .failsWithin(Duration.ofSeconds(60));
        assertThat(shards.ask(0, shard -> 7).join()).isEqualTo(7);
        assertThat(count("shardQuestionFailures")).isEqualTo(1);
    }

    @Test
    void questionToStoppedShardsFails() throws Exception {
        start();
        shards.close();
        assertThat(shards.ask(0, shard -> 7)).failsWithin(Duration.ofSeconds(60));
    }

    @Test
    void whatIsToBeDoneAboutAnAddressIsNotWhatIsToBeDoneAboutAPort() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(refused("127.0.0.1", taken.getLocalPort())).contains("sflow.port");
        }
        assertThat(refused("192.0.2.1", 0)).contains("sflow.address");
    }

    private static String refused(String address, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getByName(address))) {
            return "opened at " + socket.getLocalPort();
        } catch (BindException e) {
            return Collector.remedy(e);
        }
    }
}
