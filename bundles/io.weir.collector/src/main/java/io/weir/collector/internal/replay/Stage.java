// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Shards and their clock, on which a capture is played. Times are ns since 1970. Thread: one at a time. */
public interface Stage {
    /**
     * Forgets all traffic, and sets the clock, which stands still from now on.
     *
     * @param left done as soon as nobody wants to see any more: what was set off is not waited for then
     */
    void begin(long nanos, CompletableFuture<?> left) throws InterruptedException;

    /** Has datagrams taken in, each at its own time; returns when they have been. */
    void feed(List<Captured> datagrams) throws InterruptedException;

    /** When a timer is due next; {@link Long#MAX_VALUE} when there is none. */
    long nextTimer();

    /** Moves the clock on, has the shards tick if told so, runs the timers that are due, and returns when all of it is done. */
    void advance(long nanos, boolean tick) throws InterruptedException;

    /** Forgets all traffic, and lets the clock and the network go on. */
    void end();
}
