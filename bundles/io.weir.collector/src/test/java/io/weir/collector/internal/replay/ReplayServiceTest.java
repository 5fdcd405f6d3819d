// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import static io.weir.collector.internal.replay.CaptureFile.START;
import static io.weir.collector.internal.replay.CaptureFile.ethernet;
import static io.weir.collector.internal.replay.CaptureFile.ipv4;
import static io.weir.collector.internal.replay.CaptureFile.sflow;
import static io.weir.collector.internal.replay.CaptureFile.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Registration;
import io.weir.api.replay.ReplayOrder;
import io.weir.api.replay.ReplayStatus;
import io.weir.api.replay.ReplayStatus.State;
import io.weir.api.shard.Books;
import io.weir.api.shard.Observation;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.api.time.Follower;
import io.weir.collector.internal.Collector;
import io.weir.collector.internal.DrivenShards;
import io.weir.collector.internal.MapSettings;
import io.weir.collector.internal.PlatformTimeline;
import io.weir.collector.internal.RealTimeline;
import io.weir.collector.internal.RingShards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayServiceTest {
    private static final long SECOND = 1_000_000_000;
    private static final int SECONDS = 30;

    /** Writes down all it is told, and when. */
    private record Recording(Shard shard, List<String> told) implements ShardPart {
        @Override
        public void onFlowSample(Observation sample) {
            tell("sample of " + sample.dataSource().agent().name());
        }

        @Override
        public void onTick(long millis) {
            tell("tick at " + millis);
        }

        private void tell(String what) {
            synchronized (told) {
                told.add(shard.index() + " " + shard.now() + " " + what);
            }
        }
    }

    @TempDir
    Path home;

    private final List<String> told = new ArrayList<>();
    private final RealTimeline machine = new RealTimeline();
    private PlatformTimeline timeline;
    private RingShards shards;
    private Collector collector;
    private DrivenShards driven;
    private ReplayService replay;

    @BeforeEach
    void start() throws IOException {
        timeline = new PlatformTimeline(machine);
        MapSettings settings = MapSettings.of("shards", "3", "sflow.port", "0", "sflow.address", "127.0.0.1");
        shards = new RingShards(timeline, settings);
        shards.addPart(shard -> new Recording(shard, told));
        collector = new Collector(shards, machine, settings);
        driven = new DrivenShards(shards, timeline, collector);
        replay = new ReplayService(driven, machine, settings, home, () -> false);
        CaptureFile capture = CaptureFile.pcap();
        for (int i = 0; i < SECONDS * 20; i++) {
            byte[] datagram = sflow("10.0.0." + (1 + i * 7 % 9), i);
            capture.frame(START + i * SECOND / 20, ethernet(ipv4(udp(6343, datagram))));
        }
        Files.write(home.resolve("c.pcap"), capture.bytes());
        Files.write(home.resolve("cut.pcap"), java.util.Arrays.copyOf(capture.bytes(), capture.bytes().length - 5));
    }

    @AfterEach
    void stop() throws InterruptedException {
        replay.close();
        collector.close();
        shards.close();
        machine.close();
    }

    private static ReplayOrder order(Object... pairs) {
        Map<String, Object> properties = new java.util.LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put((String) pairs[i], pairs[i + 1]);
        }
        return ReplayOrder.parse(properties);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private ReplayStatus play() throws Exception {
        get(replay.order(order("file", "c.pcap", "speed", "max")));
        return get(replay.ended());
    }

    private void await(State state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (replay.status().state() != state && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(replay.status().state()).isEqualTo(state);
    }

    @Test
    void captureIsPlayedOnItsOwnClockWhichStandsAtItsEnd() throws Exception {
        ReplayStatus ended = play();
        assertThat(ended.state()).isEqualTo(State.ENDED);
        assertThat(ended.datagrams()).isEqualTo(SECONDS * 20).isEqualTo(ended.total());
        assertThat(ended.progress()).isEqualTo(1);
        assertThat(ended.duration()).isEqualTo(SECONDS - 0.05);
        assertThat(timeline.millis()).isEqualTo(START / 1_000_000 + SECONDS * 1000);
        assertThat(get(shards.askAll(Shard::now))).containsOnly(timeline.millis());
        List<Integer> agents = get(shards.askAll(
                shard -> shard.view(Books.class).orElseThrow().agents().size()));
        assertThat(agents.stream().mapToInt(one -> one).sum()).isEqualTo(9);
    }

    @Test
    void hundredReplaysTellTheSameInTheSameOrder() throws Exception {
        Set<Integer> hashes = new HashSet<>();
        List<String> first = List.of();
        for (int i = 0; i < 100; i++) {
            synchronized (told) {
                told.clear();
            }
            play();
            List<String> now;
            synchronized (told) {
                now = List.copyOf(told.subList(0, told.size()));
            }
            now = now.stream()
                    .filter(line -> line.contains("sample") || line.contains(" 17000"))
                    .toList();
            first = i == 0 ? now : first;
            hashes.add(now.hashCode());
        }
        assertThat(hashes).hasSize(1);
        assertThat(first.stream().filter(line -> line.contains("sample"))).hasSize(SECONDS * 20);
        assertThat(first.stream().filter(line -> line.contains("tick"))).hasSize(3 * SECONDS * 10);
        assertThat(first)
                .contains(
                        first.get(0).charAt(0) + " 1700000000000 sample of 10.0.0.1",
                        "0 1700000000100 tick at 1700000000100");
    }

    @Test
    void timersRunOnTheClockOfTheCapture() throws Exception {
        List<Long> times = new ArrayList<>();
        Registration timer = timeline.every(Duration.ofSeconds(10), () -> times.add(timeline.millis()));
        play();
        timer.close();
        assertThat(times).containsExactly(1_700_000_010_000L, 1_700_000_020_000L, 1_700_000_030_000L);
    }

    @Test
    void networkIsLeftAndComesBack() throws Exception {
        assertThat(collector.counters()).containsEntry("udpSocketsOpen", 1);
        play();
        assertThat(collector.counters()).doesNotContainKey("udpSocketsOpen").containsEntry("udpSocketsFailed", 0);
        assertThat(replay.stop()).isTrue();
        assertThat(collector.counters()).containsEntry("udpSocketsOpen", 1);
        assertThat(replay.status().state()).isEqualTo(State.NONE);
        assertThat(timeline.millis()).isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 1);
        assertThat(get(shards.askAll(shard -> shard.agents().size()))).containsOnly(0);
        assertThat(replay.stop()).isFalse();
    }

    @Test
    void pausedReplayStandsStillAndSeeksBothWays() throws Exception {
        get(replay.order(order("file", "c.pcap", "paused", true)));
        await(State.PAUSED);
        ReplayStatus there = get(replay.order(order("position", 20)));
        assertThat(there.position()).isEqualTo(20);
        assertThat(there.state()).isEqualTo(State.PAUSED);
        assertThat(there.datagrams()).isEqualTo(401);
        there = get(replay.order(order("position", 5.5)));
        assertThat(there.position()).isEqualTo(5.5);
        assertThat(there.datagrams()).isEqualTo(111);
        assertThat(there.rounds()).isEqualTo(2);
        get(replay.order(order("paused", false, "speed", "max")));
        assertThat(get(replay.ended()).datagrams()).isEqualTo(SECONDS * 20);
        there = get(replay.order(order("position", 1, "paused", true)));
        assertThat(there.datagrams()).isEqualTo(21);
    }

    @Test
    void replayThatBeginsAtAPlaceIsThereWhenItIsAnsweredAndTellsNothingTwice() throws Exception {
        ReplayStatus there = get(replay.order(order("file", "c.pcap", "speed", "max", "paused", true, "position", 20)));
        assertThat(there.position()).isEqualTo(20);
        assertThat(there.state()).isEqualTo(State.PAUSED);
        assertThat(there.datagrams()).isEqualTo(401);
        assertThat(there.rounds()).isEqualTo(1);
    }

    @Test
    void behindTheEndThereIsOnlyTheEnd() throws Exception {
        get(replay.order(order("file", "c.pcap", "paused", true)));
        ReplayStatus there = get(replay.order(order("position", 1e9)));
        assertThat(there.position()).isEqualTo(there.duration()).isEqualTo(SECONDS - 0.05);
        assertThat(timeline.millis()).isEqualTo(START / 1_000_000 + SECONDS * 1000 - 50);
        get(replay.order(order("paused", false)));
        assertThat(get(replay.ended()).position()).isEqualTo(there.duration());
    }

    @Test
    void loopBeginsAgainUntilItIsTurnedOff() throws Exception {
        get(replay.order(order("file", "c.pcap", "speed", "max", "loop", true)));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (replay.status().rounds() < 4 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        get(replay.order(order("loop", false)));
        ReplayStatus ended = get(replay.ended());
        assertThat(ended.rounds()).isGreaterThanOrEqualTo(4);
        assertThat(ended.datagrams()).isEqualTo(SECONDS * 20);
    }

    @Test
    void speedIsKept() throws Exception {
        long began = System.nanoTime();
        get(replay.order(order("file", "c.pcap", "speed", 30)));
        get(replay.ended());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void whatCannotBePlayedIsRefusedAndChangesNothing() throws Exception {
        Files.writeString(home.resolve("x.txt"), "nothing");
        assertThatThrownBy(() -> get(replay.order(order("file", "x.txt"))))
                .hasMessageContaining("capture \"x.txt\": neither pcap nor pcapng");
        assertThatThrownBy(() -> get(replay.order(order("file", "none.pcap")))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> get(replay.order(order("file", "/etc/passwd"))))
                .hasMessageContaining("outside of the home");
        assertThatThrownBy(() -> get(replay.order(order("file", "cut.pcap"))))
                .hasMessageContaining("cut short: the record at byte")
                .hasMessageContaining("599 datagrams are whole before: partial=true plays those");
        assertThatThrownBy(() -> get(replay.order(order("paused", true)))).hasMessageContaining("nothing is played");
        assertThat(replay.status().state()).isEqualTo(State.NONE);
        assertThat(collector.counters()).containsEntry("udpSocketsOpen", 1);
        get(replay.order(order("file", "cut.pcap", "speed", "max", "partial", true)));
        ReplayStatus ended = get(replay.ended());
        assertThat(ended.datagrams()).isEqualTo(599);
        assertThat(ended.fault()).contains("cut short");
        assertThat(ended.state()).isEqualTo(State.ENDED);
    }

    @Test
    void ordersAreCheckedAsWhole() {
        assertThatThrownBy(() -> order("file", "c", "speed", 0.01))
                .hasMessageContaining("\"speed\": neither 0.1 to 10000 nor max: value=0.01");
        assertThatThrownBy(() -> order("file", "c", "sped", 1)).hasMessageContaining("did you mean \"speed\"");
        assertThatThrownBy(() -> order("position", -1)).hasMessageContaining("less than 0 s");
        assertThatThrownBy(() -> order()).hasMessageContaining("\"file\": missing");
        assertThatThrownBy(() -> order("file", "", "partial", false)).hasMessageContaining("\"file\": missing");
        assertThat(order("speed", "MAX").speed()).hasValue(0);
    }

    /** Writes down when the shards are taken and given back; taking them may be held up. */
    private static final class Watched implements Stage {
        final List<String> told = java.util.Collections.synchronizedList(new ArrayList<>());
        final java.util.concurrent.Semaphore mayBegin = new java.util.concurrent.Semaphore(Integer.MAX_VALUE);
        private final Stage stage;

        Watched(Stage stage) {
            this.stage = stage;
        }

        @Override
        public void begin(long nanos, CompletableFuture<?> left) throws InterruptedException {
            told.add("begin");
            mayBegin.acquire();
            stage.begin(nanos, left);
        }

        @Override
        public void feed(List<Captured> datagrams) throws InterruptedException {
            stage.feed(datagrams);
        }

        @Override
        public long nextTimer() {
            return stage.nextTimer();
        }

        @Override
        public void advance(long nanos, boolean tick) throws InterruptedException {
            stage.advance(nanos, tick);
        }

        @Override
        public void end() {
            told.add("end");
            stage.end();
        }
    }

    private Watched watched() {
        return watched(false);
    }

    private Watched watched(boolean stopping) {
        Watched watched = new Watched(driven);
        replay.close();
        replay = new ReplayService(watched, machine, MapSettings.of(), home, () -> stopping);
        return watched;
    }

    @Test
    void networkGetsNothingBetweenTwoReplays() throws Exception {
        Watched stage = watched();
        get(replay.order(order("file", "c.pcap", "paused", true)));
        get(replay.order(order("file", "c.pcap", "speed", "max")));
        get(replay.ended());
        replay.stop();
        assertThat(stage.told).containsExactly("begin", "begin", "end");
        assertThat(collector.counters()).containsKey("udpSocketsOpen");
    }

    @Test
    void networkGetsNothingWhenAllOfItStops() throws Exception {
        Watched stage = watched(true);
        get(replay.order(order("file", "c.pcap", "paused", true)));
        replay.close();
        assertThat(stage.told).containsExactly("begin");
        assertThat(collector.counters()).doesNotContainKey("udpSocketsOpen");
    }

    @Test
    void ordersThatWaitAreBounded() throws Exception {
        Watched stage = watched();
        stage.mayBegin.drainPermits();
        get(replay.order(order("file", "c.pcap", "paused", true)));
        List<CompletableFuture<?>> orders = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            orders.add(replay.order(order("file", "c.pcap", "paused", true)));
        }
        assertThat(orders.get(9)).isCompletedExceptionally();
        assertThatThrownBy(() -> orders.get(9).join())
                .hasMessageContaining("replay \"c.pcap\": others wait to be begun: orders=4");
        stage.mayBegin.release(1000);
        for (CompletableFuture<?> order : orders.subList(0, 4)) {
            assertThat(get(order)).isNotNull();
        }
    }

    /** Is asked, and never done. */
    private static final class Stuck implements Follower {
        final CompletableFuture<Void> asked = new CompletableFuture<>();

        @Override
        public CompletableFuture<Long> settled() {
            asked.complete(null);
            return new CompletableFuture<>();
        }
    }

    @Test
    void stopDoesNotWaitForWhatNobodyWantsToSee() throws Exception {
        Stuck stuck = new Stuck();
        get(replay.order(order("file", "c.pcap", "speed", "max", "loop", true)));
        driven.addFollower(stuck);
        get(stuck.asked);
        assertThat(replay.stop()).isTrue();
        assertThat(driven.counters()).containsEntry("replayFollowersLate", 0L);
        assertThat(collector.counters()).containsEntry("udpSocketsOpen", 1);
    }

    @Test
    void followerThatGoesIsNotWaitedFor() throws Exception {
        Stuck stuck = new Stuck();
        driven.addFollower(stuck);
        get(replay.order(order("file", "c.pcap", "speed", "max")));
        get(stuck.asked);
        driven.removeFollower(stuck);
        assertThat(get(replay.ended()).datagrams()).isEqualTo(SECONDS * 20);
        assertThat(driven.counters()).containsEntry("replayFollowersLate", 0L);
    }

    @Test
    void ordersThatWaitWhenItIsClosedAreNotBegun() throws Exception {
        Watched stage = watched();
        stage.mayBegin.drainPermits();
        get(replay.order(order("file", "c.pcap", "paused", true)));
        List<CompletableFuture<ReplayStatus>> orders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            orders.add(replay.order(order("file", "c.pcap", "paused", true)));
        }
        CompletableFuture<Void> closing = CompletableFuture.runAsync(replay::close);
        stage.mayBegin.release(1000);
        get(closing);
        for (CompletableFuture<ReplayStatus> order : orders) {
            get(order.handle((status, refusal) -> status));
        }
        assertThat(replay.status().state()).isEqualTo(State.NONE);
        assertThat(stage.told).endsWith("end");
    }
}
