// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that metrics may take, of all shards together: whoever reaches the UDP port makes up data sources, structures and
 * names as fast as it can send. What finds no room is refused; what is there already goes on. Thread: any.
 *
 * <p>Bytes are estimates that are rather too large: texts count as long as they may become.
 */
final class Room {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Room(long most) {
        this.most = most;
    }

    /** Takes bytes; false, and nothing is taken, when there are not so many. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
