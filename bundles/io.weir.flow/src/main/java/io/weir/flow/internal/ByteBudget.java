// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all tables of all shards may take together.
 *
 * <p>One half goes to whoever comes first; the other is shared out evenly, so that a table that comes late or grows late
 * still gets its part. Rows that a data source is guaranteed may take as much again when that is not enough. Thread: any.
 */
final class ByteBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong tables = new AtomicLong();

    ByteBudget(long limit) {
        this.limit = limit;
    }

    /** A table begins with this many bytes, which it gets whatever the budget says. */
    void open(long bytes) {
        tables.incrementAndGet();
        used.addAndGet(bytes);
    }

    /** Asks for a table to grow from some bytes to more; false when it must do with what it has. */
    boolean grow(long from, long to) {
        long share = limit / 2 / Math.max(1, tables.get());
        if (to > share && used.get() + to - from > limit / 2) {
            return false;
        }
        used.addAndGet(to - from);
        return true;
    }

    /** As {@link #grow}, for rows that are guaranteed: up to twice the limit. */
    boolean overdraw(long from, long to) {
        if (used.get() + to - from > 2 * limit) {
            return false;
        }
        used.addAndGet(to - from);
        return true;
    }

    /** Bytes are given back. */
    void shrink(long bytes) {
        used.addAndGet(-bytes);
    }

    /** A table ends. */
    void close(long bytes) {
        tables.decrementAndGet();
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }

    long limit() {
        return limit;
    }
}
