// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a task takes of the heap: too much is more than a quarter of it, while the heap stays four fifths full over a collection.
 * Where the platform does not tell what a thread allocates nothing is too much. Thread: confined to the task's, unless told otherwise.
 */
final class Memory {
    private static final long HEAP = Runtime.getRuntime().maxMemory();
    private static final boolean TOLD = told();
    private static final int NEVER = -1;

    /** Apart, for the package it needs may be absent. */
    private static final class Allocated {
        private static final com.sun.management.ThreadMXBean THREADS =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

        private Allocated() {}

        static long bytes() {
            return of(Thread.currentThread());
        }

        static long of(Thread thread) {
            return THREADS.getThreadAllocatedBytes(thread.getId());
        }
    }

    private volatile long before;
    private long full = NEVER;

    private static boolean told() {
        try {
            return Allocated.bytes() >= 0;
        } catch (LinkageError | ClassCastException | UnsupportedOperationException absent) {
            return false;
        }
    }

    /** A task begins. */
    void begin() {
        before = TOLD ? Allocated.bytes() : 0;
        full = NEVER;
    }

    /** What a thread has allocated since its present task, or its last, began; 0 where that is not told. Thread: any. */
    long takenBy(Thread thread) {
        return TOLD ? Math.max(0, Allocated.of(thread) - before) : 0;
    }

    /** The most that one step may take, in bytes: what is made in one step cannot be stopped within. */
    static long step() {
        return HEAP / 4;
    }

    /**
     * Whether the task should be stopped; to be asked again and again.
     *
     * @param next bytes that it is about to take in one step
     */
    boolean tooMuch(long next) {
        if (!TOLD || used() + next < HEAP / 5 * 4 || Allocated.bytes() - before + next < HEAP / 4) {
            full = NEVER;
            return false;
        }
        // a heap full of what nobody needs any more is no reason: let it be collected first
        long collections = collections();
        if (full == NEVER) {
            full = collections;
        }
        if (collections == full && used() + next > HEAP / 10 * 9) {
            // the next collection might be the one that finds no memory, which ends the process
            System.gc();
            boolean stays = used() > HEAP / 5 * 4 || used() + next > HEAP / 10 * 9;
            full = NEVER;
            return stays;
        }
        return collections > full && used() >= HEAP / 5 * 4;
    }

    private static long used() {
        Runtime heap = Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
