// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPartFactory;
import io.weir.api.shard.Shards;
import io.weir.api.store.Settings;
import io.weir.api.time.Timeline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shards of the process: each a thread and the ring that feeds it. Thread: any. */
@Component(
        immediate = true,
        service = {Shards.class, RingShards.class})
public final class RingShards implements Shards {
    private static final Logger LOG = LoggerFactory.getLogger(RingShards.class);
    /** Places of all rings: 82 ms at 200,000 datagrams/s, 32 MB a ring, at most 128 MB. */
    private static final int PLACES = 16_384;

    private static final int ALL_PLACES = 4 * PLACES;
    private static final long PATIENCE = 2;

    private final List<ShardLoop> loops;
    private final ExecutorService answers = Executors.newCachedThreadPool(new NamedThreads("weir-answers"));

    @Activate
    public RingShards(@Reference Timeline timeline, @Reference Settings settings) {
        int count = settings.integer("shards", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
        int places = Math.min(PLACES, Integer.highestOneBit(ALL_PLACES / count));
        Limits limits = limits(settings, count);
        loops = IntStream.range(0, count)
                .mapToObj(i -> new ShardLoop(new ShardCore(i, timeline, limits), new ShardRing(places), timeline))
                .toList();
        loops.forEach(ShardLoop::start);
    }

    private static Limits limits(Settings settings, int shards) {
        Limits usual = Limits.DEFAULT;
        int agents = settings.integer("sflow.agents.max", usual.agents());
        int sources = settings.integer(
                "sflow.datasources.max", Limits.dataSources(Runtime.getRuntime().maxMemory()));
        int seconds = settings.integer("sflow.agent.timeout", (int) (usual.silence() / 1000));
        return new Limits(
                Math.max(1, agents / shards),
                Math.max(1, sources / shards),
                usual.dataSourcesOfAgent(),
                seconds * 1000L);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addPart(ShardPartFactory factory) {
        loops.forEach(loop -> loop.submit(core -> core.add(factory)));
    }

    /** Returns when every shard has closed the factory's part, so that its bundle may stop. */
    public void removePart(ShardPartFactory factory) {
        CountDownLatch gone = new CountDownLatch(loops.size());
        loops.forEach(loop -> loop.submit(new Removal(factory, gone)));
        try {
            if (!gone.await(PATIENCE, TimeUnit.SECONDS)) {
                LOG.warn(
                        "shard part {}: not closed within {} s",
                        factory.getClass().getName(),
                        PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Removal(ShardPartFactory factory, CountDownLatch gone) implements ShardLoop.Task {
        @Override
        public void run(ShardCore core) {
            core.remove(factory);
            gone.countDown();
        }

        @Override
        public void refuse() {
            gone.countDown();
        }
    }

    /** The loops of all shards, by index. */
    List<ShardLoop> loops() {
        return loops;
    }

    @Override
    public int count() {
        return loops.size();
    }

    @Override
    public <T> CompletableFuture<T> ask(int shard, Function<? super Shard, ? extends T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loops.get(shard).submit(new Question<T>(question, answer, answers));
        return answer;
    }

    @Override
    public <T> CompletableFuture<List<T>> askAll(Function<? super Shard, ? extends T> question) {
        List<CompletableFuture<T>> all = IntStream.range(0, count())
                .mapToObj(shard -> this.<T>ask(shard, question))
                .toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
    }

    @Deactivate
    public void close() throws InterruptedException {
        for (ShardLoop loop : loops) {
            loop.stop();
        }
        answers.shutdown();
    }
}
