// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What waits to be done by a script, in order of arrival. Each kind of task has a limit of its own, so that a flood of flow
 * records keeps no request out; what is over it is dropped and counted.
 *
 * <p>Thread: any offers; the script's own takes.
 */
final class Tasks {
    /** Ticks that come while one waits are worth nothing. */
    private static final Map<String, Integer> LIMITS = Map.of("interval", 1, "requests", 256);

    private static final int LIMIT = 4096;

    private static final class Kind {
        final AtomicInteger waiting = new AtomicInteger();
        final LongAdder received = new LongAdder();
        final LongAdder lost = new LongAdder();
    }

    private record Task(Kind kind, Runnable work, Consumer<Throwable> refused) {}

    private final LinkedBlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final Queue<CompletableFuture<Long>> settling = new ConcurrentLinkedQueue<>();
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Tasks of a script; those that every script may be asked to do are counted from the start. */
    Tasks() {
        for (String name : new String[] {"events", "flows", "requests"}) {
            kinds.put(name, new Kind());
        }
    }

    /**
     * Takes a task on.
     *
     * @param refused told when the script goes before it came to the task
     * @return whether it was taken
     */
    boolean offer(String name, Runnable work, Consumer<Throwable> refused) {
        Kind kind = kinds.computeIfAbsent(name, unused -> new Kind());
        if (closed || kind.waiting.incrementAndGet() > LIMITS.getOrDefault(name, LIMIT)) {
            kind.waiting.decrementAndGet();
            kind.lost.increment();
            return false;
        }
        kind.received.increment();
        given.incrementAndGet();
        queue.add(new Task(kind, work, refused));
        if (closed) {
            refuseAll();
        }
        return true;
    }

    /** Waits for the next task, and does it. */
    void next() throws InterruptedException {
        Task task = queue.take();
        task.kind().waiting.decrementAndGet();
        try {
            task.work().run();
        } finally {
            done();
        }
    }

    private void done() {
        done.incrementAndGet();
        tell();
    }

    private void tell() {
        if (done.get() == given.get()) {
            for (CompletableFuture<Long> one = settling.poll(); one != null; one = settling.poll()) {
                one.complete(done.get());
            }
        }
    }

    /** Completed when nothing waits and nothing runs, with how many tasks were ever done. */
    CompletableFuture<Long> settled() {
        CompletableFuture<Long> settled = new CompletableFuture<>();
        settling.add(settled);
        tell();
        return settled;
    }

    /** Refuses what waits and what comes. */
    void close() {
        closed = true;
        refuseAll();
    }

    private void refuseAll() {
        for (Task task = queue.poll(); task != null; task = queue.poll()) {
            task.kind().lost.increment();
            task.refused().accept(ScriptFailure.of("the script is gone"));
            done();
        }
    }

    /** {@code eventsReceived}, {@code eventsLost} … */
    Map<String, Number> counts() {
        Map<String, Number> counts = new LinkedHashMap<>();
        kinds.forEach((name, kind) -> {
            counts.put(name + "Received", kind.received.sum());
            counts.put(name + "Lost", kind.lost.sum());
        });
        return counts;
    }
}
