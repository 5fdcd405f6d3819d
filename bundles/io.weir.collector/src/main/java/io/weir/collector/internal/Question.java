// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.shard.Shard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A question to a shard and the future that waits for the answer.
 *
 * <p>The future is completed on another thread than the shard's: what its holder does with the answer must not hold up
 * datagrams. Thread: {@link #run} the shard's, {@link #refuse} any.
 */
record Question<T>(Function<? super Shard, ? extends T> function, CompletableFuture<T> future, Executor answers)
        implements ShardLoop.Task {
    @Override
    public void run(ShardCore core) {
        try {
            T answer = core.answer(function);
            answers.execute(() -> future.complete(answer));
        } catch (Throwable thrown) {
            answers.execute(() -> future.completeExceptionally(thrown));
        }
    }

    @Override
    public void refuse() {
        future.completeExceptionally(new IllegalStateException("shards: they have been stopped"));
    }
}
