// SPDX-License-Identifier: Apache-2.0
package io.weir.api.time;

import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Somebody who does, on threads of its own, what the {@link Timeline} or a shard sets off. A replay waits for every one before
 * it moves the clock on, so that each replay of a capture gives the same. A whiteboard service.
 */
@ConsumerType
@FunctionalInterface
public interface Follower {
    /**
     * Completed when what has been set off up to now is done, with how many things were ever done: a number that has grown tells
     * that there may be more to wait for. Thread: any.
     */
    CompletableFuture<Long> settled();
}
