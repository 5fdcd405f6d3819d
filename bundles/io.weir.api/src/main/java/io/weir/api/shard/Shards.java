// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All shards, to be asked.
 *
 * <p>Thread: any. A question runs on the shard's thread between two batches; it must be quick, and its answer must not
 * hold anything of the shard's. A question that throws fails its future.
 */
@ProviderType
public interface Shards {
    int count();

    <T> CompletableFuture<T> ask(int shard, Function<? super Shard, ? extends T> question);

    /** Asks every shard; answers in the order of the shards. */
    <T> CompletableFuture<List<T>> askAll(Function<? super Shard, ? extends T> question);
}
