// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.api.Registration;
import io.weir.api.net.Address;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPartFactory;
import io.weir.api.shard.Shards;
import io.weir.collector.internal.Limits;
import io.weir.collector.internal.ShardCore;
import io.weir.collector.internal.replay.Captured;
import io.weir.collector.internal.replay.Playback;
import io.weir.collector.internal.replay.Stage;
import io.weir.sflow.ByteView;
import io.weir.sflow.Received;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Shards that run on the caller's thread: a datagram received has been taken in, and a question asked is answered, when the
 * call returns. Decoding, books and parts are the collector's own.
 *
 * <p>Thread: one at a time. Ticks come from the timeline, ten a second.
 */
public final class InlineShards implements Shards, AutoCloseable {
    private static final Address SOURCE = Address.parse("192.0.2.1");
    private static final int SOURCE_PORT = 50_000;

    private final SteppedTimeline timeline;
    private final List<ShardCore> cores = new ArrayList<>();
    private final Registration ticks;
    private final ByteView bytes = new ByteView();
    private final Received received = new Received();
    private boolean played;

    /** One shard. */
    public InlineShards(SteppedTimeline timeline) {
        this(timeline, 1);
    }

    public InlineShards(SteppedTimeline timeline, int count) {
        this.timeline = timeline;
        for (int i = 0; i < count; i++) {
            cores.add(new ShardCore(i, timeline, Limits.DEFAULT));
        }
        ticks = timeline.every(Duration.ofMillis(100), this::tick);
    }

    private void tick() {
        if (!played) {
            cores.forEach(ShardCore::tick);
        }
    }

    /**
     * Plays a whole capture as a replay does, on its own time: everything received before is forgotten, and the timeline stands
     * behind its last datagram when the call returns. Throws {@link IOException} when it is no capture, or is not whole.
     */
    public void play(Path capture) throws IOException, InterruptedException {
        played = true;
        Playback.play(capture, new InlineStage());
        played = false;
    }

    private final class InlineStage implements Stage {
        @Override
        public void begin(long nanos, CompletableFuture<?> left) {
            timeline.begin(nanos);
            cores.forEach(core -> core.restart(true));
        }

        @Override
        public void feed(List<Captured> datagrams) {
            for (Captured datagram : datagrams) {
                timeline.moveTo(datagram.nanos());
                receiveFrom(datagram.source(), datagram.payload());
            }
        }

        @Override
        public long nextTimer() {
            return timeline.nextTimer();
        }

        @Override
        public void advance(long nanos, boolean tick) {
            timeline.moveTo(nanos);
            if (tick) {
                cores.forEach(ShardCore::tick);
            }
            timeline.runTimers();
        }

        @Override
        public void end() {
            // the timeline stays where it is
        }
    }

    /** Puts a part into every shard; closing takes it out. */
    public Registration add(ShardPartFactory factory) {
        cores.forEach(core -> core.add(factory));
        return () -> cores.forEach(core -> core.remove(factory));
    }

    /** Takes in datagrams from 192.0.2.1, now, as one batch. */
    public void receive(byte[]... datagrams) {
        for (byte[] datagram : datagrams) {
            take(datagram, SOURCE);
        }
        cores.forEach(ShardCore::endBatch);
    }

    /** Takes in one datagram from a UDP source, now, as a batch of its own. */
    public void receiveFrom(Address source, byte[] datagram) {
        take(datagram, source);
        cores.forEach(ShardCore::endBatch);
    }

    private void take(byte[] datagram, Address source) {
        bytes.wrap(datagram, 0, datagram.length);
        received.set(source.high(), source.low(), SOURCE_PORT, 0, timeline.millis());
        cores.get(ShardCore.shardOf(bytes, received, cores.size())).receive(bytes, received);
    }

    /** What all shards count about themselves, by name. */
    public Map<String, Number> counters() {
        Map<String, Number> sums = new TreeMap<>();
        cores.forEach(core -> core.counters()
                .forEach((name, count) -> sums.merge(name, count, (a, b) -> a.longValue() + b.longValue())));
        return sums;
    }

    @Override
    public int count() {
        return cores.size();
    }

    @Override
    public <T> CompletableFuture<T> ask(int shard, Function<? super Shard, ? extends T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            answer.complete(cores.get(shard).answer(question));
        } catch (RuntimeException thrown) {
            answer.completeExceptionally(thrown);
        }
        return answer;
    }

    @Override
    public <T> CompletableFuture<List<T>> askAll(Function<? super Shard, ? extends T> question) {
        CompletableFuture<List<T>> all = new CompletableFuture<>();
        try {
            List<T> answers = new ArrayList<>();
            for (ShardCore core : cores) {
                answers.add(core.answer(question));
            }
            all.complete(answers);
        } catch (RuntimeException thrown) {
            all.completeExceptionally(thrown);
        }
        return all;
    }

    /** Closes every part and ends the ticks. */
    @Override
    public void close() {
        ticks.close();
        cores.forEach(ShardCore::close);
    }
}
