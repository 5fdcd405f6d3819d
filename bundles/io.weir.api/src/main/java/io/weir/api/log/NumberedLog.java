// SPDX-License-Identifier: Apache-2.0
package io.weir.api.log;

import io.weir.api.Registration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A bounded log of entries whose ids rise by one. The oldest go when it is full.
 *
 * <p>Thread: any. An id greater than the newest is a stale reader's, from before the log lost its past: it is read as -1,
 * "everything there is".
 */
@ProviderType
public interface NumberedLog<T> {
    /** Entries with an id above {@code after}, newest first, at most {@code limit}. */
    List<T> after(long after, int limit, Predicate<? super T> which);

    /** Entries with an id above {@code after}, oldest first, at most {@code limit}: what a reader takes who misses none. */
    List<T> next(long after, int limit, Predicate<? super T> which);

    /**
     * As {@link #after}, but when there is nothing yet the future waits for the first entry, and is completed with an
     * empty list when the patience is over. No thread waits with it.
     */
    CompletableFuture<List<T>> await(long after, int limit, Duration patience, Predicate<? super T> which);

    /** Tells of each new entry on the thread that adds it: the listener must be quick and must not throw. */
    Registration listen(Predicate<? super T> which, Consumer<? super T> listener);

    /** The id of the newest entry, or -1. */
    long newest();

    /** The id of the oldest entry that is still there, or -1. */
    long oldest();
}
