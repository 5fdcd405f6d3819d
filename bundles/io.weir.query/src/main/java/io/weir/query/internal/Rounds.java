// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.shard.Shard;
import io.weir.api.shard.Shards;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Asks every shard, once for each round of a question, and makes one answer of theirs, on threads of its own where there are several. A
 * round that a shard does not answer in time fails.
 *
 * <p>Thread: any.
 */
final class Rounds {
    private static final int REDUCERS = 2;
    private static final int PATIENCE_SECONDS = 20;

    private final Shards shards;
    private final ExecutorService reducers = reducers();
    private final LongAdder asked = new LongAdder();
    private final LongAdder failed = new LongAdder();

    Rounds(Shards shards) {
        this.shards = shards;
    }

    private static ExecutorService reducers() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(REDUCERS, task -> {
            Thread thread = new Thread(task, "query-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    void close() {
        reducers.shutdown();
    }

    /** Whether one shard is all there are. */
    boolean single() {
        return shards.count() == 1;
    }

    /** How many questions were asked, and how many failed. */
    Map<String, Number> counters() {
        return Map.of("queries", asked.sum(), "queriesFailed", failed.sum());
    }

    /** Asks a question of one round. */
    <P, R> CompletableFuture<R> ask(
            Function<ShardReader, ? extends P> question, Function<? super List<P>, ? extends R> reduce) {
        return counted(round(question, reduce));
    }

    /** Counts a question of rounds. */
    <R> CompletableFuture<R> counted(CompletableFuture<R> answer) {
        asked.increment();
        answer.whenComplete((found, failure) -> {
            if (failure != null) {
                failed.increment();
            }
        });
        return answer;
    }

    /** Asks all shards once. */
    <P, R> CompletableFuture<R> round(
            Function<ShardReader, ? extends P> question, Function<? super List<P>, ? extends R> reduce) {
        Function<Shard, P> asking = shard -> question.apply(new ShardReader(shard));
        CompletableFuture<List<P>> parts = shards.<P>askAll(asking).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        // one part needs no merging: to hand it to another thread would take longer
        return single() ? parts.thenApply(reduce) : parts.thenApplyAsync(reduce, reducers);
    }

    /** The least age of each name, of those that shards tell. */
    static Map<String, Long> youngest(List<Map<String, Long>> parts) {
        Map<String, Long> ages = new TreeMap<>();
        parts.forEach(part -> part.forEach((name, age) -> ages.merge(name, age, Math::min)));
        return ages;
    }
}
