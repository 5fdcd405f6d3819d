// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.time.Timeline;
import io.weir.sflow.ByteView;
import io.weir.sflow.Received;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a shard: takes batches out of the ring, and between two batches runs what others asked for and the ticks.
 *
 * <p>When there is nothing to do it naps for {@value #NAP} ns, so that no datagram costs a wake-up; a task wakes it at once.
 * Nothing makes it end but {@link #stop}.
 */
final class ShardLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardLoop.class);
    static final int BATCH = 64;
    private static final long NAP = 1_000_000;
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE = 2_000;

    /** What runs on the shard's thread between two batches; told that it never will when the shard has stopped. */
    interface Task {
        void run(ShardCore core);

        default void refuse() {}
    }

    private final ShardCore core;
    private final ShardRing ring;
    private final Timeline timeline;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final ShardRing.Taker taker;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean ended;
    private final ShardPauses pauses = new ShardPauses();
    private long nextTick;
    private long looked;
    /** Whether a replay says when the shard ticks. */
    private boolean driven;

    private volatile long mostBacklog;

    ShardLoop(ShardCore core, ShardRing ring, Timeline timeline) {
        this.core = core;
        this.ring = ring;
        this.timeline = timeline;
        this.taker = this::take;
        this.thread = new NamedThreads("weir-shard-" + core.index()).newThread(this);
    }

    void start() {
        thread.start();
    }

    ShardCore core() {
        return core;
    }

    /** The most places of the ring that were taken at once. Thread: any. */
    long mostBacklog() {
        return mostBacklog;
    }

    ShardRing ring() {
        return ring;
    }

    /** How long datagrams wait for the shard to look. Thread: any. */
    ShardPauses pauses() {
        return pauses;
    }

    /** Has a task run between two batches. Thread: any. */
    void submit(Task task) {
        tasks.add(task);
        LockSupport.unpark(thread);
        if (ended) {
            refuseAll();
        }
    }

    private void refuseAll() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.refuse();
        }
    }

    @Override
    public void run() {
        nextTick = timeline.nanos();
        looked = nextTick;
        while (running) {
            guarded();
        }
        core.close();
        ended = true;
        refuseAll();
    }

    /** What throws here is our own mistake: it is logged, and datagrams go on. */
    private void guarded() {
        try {
            while (running) {
                if (!turn()) {
                    LockSupport.parkNanos(this, NAP);
                }
            }
        } catch (Throwable thrown) {
            LOG.error("shard {}: failed and goes on", core.index(), thrown);
        }
    }

    /** One batch, and what there is to do behind it; false when there was nothing. */
    private boolean turn() {
        long backlog = ring.backlog();
        if (backlog > mostBacklog) {
            mostBacklog = backlog;
        }
        int datagrams = ring.drain(taker, BATCH);
        core.endBatch();
        boolean asked = runTask();
        long now = timeline.nanos();
        if (!driven) {
            pauses.add(now - looked, now);
        }
        looked = now;
        if (!driven && now - nextTick >= 0) {
            nextTick = Math.max(nextTick + TICK, now);
            core.tick();
        }
        return asked || datagrams > 0;
    }

    /** Whether ticks come from a replay, or from the clock. Thread: the shard's. */
    void drive(boolean by) {
        driven = by;
        nextTick = timeline.nanos();
    }

    private void take(ByteView bytes, Received from) {
        core.receive(bytes, from);
    }

    /** Runs one task, so that many of them share the thread with the datagrams. */
    private boolean runTask() {
        Task task = tasks.poll();
        if (task != null) {
            task.run(core);
        }
        return task != null;
    }

    /** Ends the thread, its parts closed; waits for that a little. */
    void stop() throws InterruptedException {
        running = false;
        LockSupport.unpark(thread);
        thread.join(PATIENCE);
    }
}
