// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.CounterSource;
import io.weir.api.time.Follower;
import io.weir.collector.internal.replay.Captured;
import io.weir.collector.internal.replay.Stage;
import io.weir.sflow.ByteView;
import io.weir.sflow.Received;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards of the process as a stage: while it is taken, the socket is closed and the shards neither tick nor see the time go
 * but when told.
 *
 * <p>Thread: one at a time. What it does to a shard runs on the shard's own thread, one shard at a time, in the order of the
 * capture's time; the caller waits for it.
 */
@Component(service = {Stage.class, CounterSource.class})
public final class DrivenShards implements Stage, CounterSource {
    private static final Logger LOG = LoggerFactory.getLogger(DrivenShards.class);
    private static final long PATIENCE_SECONDS = 20;
    /** What is set off may set off more; rounds before it is left to itself. */
    private static final int MOST_ROUNDS = 16;

    /** A follower, and what is done when it goes: who waits for it waits in vain from then on. */
    private record Followed(Follower follower, CompletableFuture<Void> gone) {}

    private final RingShards shards;
    private final PlatformTimeline timeline;
    private final Collector collector;
    private final List<Followed> followers = new CopyOnWriteArrayList<>();
    private final AtomicLong late = new AtomicLong();
    private final ByteView bytes = new ByteView();
    private final Received received = new Received();
    private CompletableFuture<?> left = new CompletableFuture<>();
    private long done;

    @Activate
    public DrivenShards(
            @Reference RingShards shards, @Reference PlatformTimeline timeline, @Reference Collector collector) {
        this.shards = shards;
        this.timeline = timeline;
        this.collector = collector;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFollower(Follower follower) {
        followers.add(new Followed(follower, new CompletableFuture<>()));
    }

    /** A replay that waits for it goes on. */
    public void removeFollower(Follower follower) {
        List<Followed> going = followers.stream()
                .filter(each -> each.follower().equals(follower))
                .toList();
        followers.removeAll(going);
        going.forEach(each -> each.gone().complete(null));
    }

    @Override
    public void begin(long nanos, CompletableFuture<?> until) throws InterruptedException {
        left = until;
        collector.giveWay();
        for (ShardLoop loop : shards.loops()) {
            call(loop, core -> loop.drive(true));
            while (loop.ring().backlog() > 0) { // what came before the socket was closed
                call(loop, core -> {});
            }
        }
        timeline.begin(nanos);
        for (ShardLoop loop : shards.loops()) {
            call(loop, core -> core.restart(true));
        }
        settle();
    }

    @Override
    public void feed(List<Captured> datagrams) throws InterruptedException {
        int from = 0;
        while (from < datagrams.size()) {
            int shard = shard(datagrams.get(from));
            int until = from + 1;
            while (until < datagrams.size() && shard(datagrams.get(until)) == shard) {
                until++;
            }
            List<Captured> run = datagrams.subList(from, until);
            call(shards.loops().get(shard), core -> feed(core, run));
            from = until;
        }
    }

    private int shard(Captured datagram) {
        return ShardCore.shardOf(set(datagram), received, shards.count());
    }

    private ByteView set(Captured datagram) {
        received.set(datagram.source().high(), datagram.source().low(), datagram.sourcePort(), 0, datagram.millis());
        return bytes.wrap(datagram.payload(), 0, datagram.payload().length);
    }

    /** Takes in what came in the same millisecond as one batch. */
    private void feed(ShardCore core, List<Captured> run) {
        long millis = Long.MIN_VALUE;
        for (Captured datagram : run) {
            if (datagram.millis() != millis) {
                core.endBatch();
                millis = datagram.millis();
                timeline.moveTo(datagram.nanos());
            }
            core.receive(set(datagram), received);
        }
        core.endBatch();
    }

    @Override
    public long nextTimer() {
        return timeline.nextTimer();
    }

    @Override
    public void advance(long nanos, boolean tick) throws InterruptedException {
        timeline.moveTo(nanos);
        if (tick) {
            for (ShardLoop loop : shards.loops()) {
                call(loop, ShardCore::tick);
            }
        }
        timeline.runTimers();
        settle();
    }

    /** Returns when the followers have nothing more to do, and neither have the shards for them; or the capture is left. */
    private void settle() throws InterruptedException {
        for (int round = 0; round < MOST_ROUNDS && !left.isDone(); round++) {
            long sum = 0;
            for (Followed each : followers) {
                sum += settled(each);
            }
            if (sum == done) {
                return;
            }
            done = sum;
            for (ShardLoop loop : shards.loops()) {
                call(loop, core -> {});
            }
        }
    }

    private long settled(Followed each) throws InterruptedException {
        CompletableFuture<Object> first =
                CompletableFuture.anyOf(each.follower().settled(), each.gone(), left);
        try {
            return first.get(PATIENCE_SECONDS, TimeUnit.SECONDS) instanceof Long things ? things : 0;
        } catch (TimeoutException e) {
            if (late.getAndIncrement() == 0) {
                LOG.warn(
                        "replay: {} was not done after {} s and is left behind: another replay may give something else",
                        each.follower().getClass().getName(),
                        PATIENCE_SECONDS);
            }
        } catch (ExecutionException e) {
            LOG.debug("replay: a follower went", e);
        }
        return 0;
    }

    /** Has a shard's thread do something, and waits for it. */
    private static void call(ShardLoop loop, Consumer<ShardCore> work) throws InterruptedException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.submit(new ShardLoop.Task() {
            @Override
            public void run(ShardCore core) {
                try {
                    work.accept(core);
                    done.complete(null);
                } catch (Throwable thrown) {
                    done.completeExceptionally(thrown);
                }
            }

            @Override
            public void refuse() {
                done.completeExceptionally(new IllegalStateException("shards: they have been stopped"));
            }
        });
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void end() {
        timeline.end();
        try {
            for (ShardLoop loop : shards.loops()) {
                call(loop, core -> {
                    core.restart(false);
                    loop.drive(false);
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            LOG.debug("replay: the shards went first", e);
        }
        collector.takeBack();
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of("replayFollowersLate", late.get());
    }
}
