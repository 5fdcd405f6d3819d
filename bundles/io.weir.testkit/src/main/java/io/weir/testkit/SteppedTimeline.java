// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.api.Registration;
import io.weir.api.time.Timeline;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A timeline that stands still until it is moved by hand.
 *
 * <p>Thread: any, one at a time; tasks run on the thread that moves it, in the order they are due. What a task throws comes
 * out of {@link #advance}.
 */
public final class SteppedTimeline implements Timeline {
    /** 2026-01-01T00:00:00Z. */
    private static final long START = 1_767_225_600_000L;

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long nanos;
    private long order;

    @Override
    public synchronized long millis() {
        return START + TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        return add(delay.toNanos(), 0, task);
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        return add(period.toNanos(), period.toNanos(), task);
    }

    private synchronized Registration add(long delay, long period, Runnable task) {
        Timer timer = new Timer(nanos + Math.max(0, delay), order++, period, task);
        timers.add(timer);
        return () -> remove(timer);
    }

    private synchronized void remove(Timer timer) {
        timer.closed = true;
        timers.remove(timer);
    }

    /** Moves the clock, stopping at each task that is due on the way to run it. */
    public void advance(Duration by) {
        long until = nanos() + by.toNanos();
        for (Timer timer = due(until); timer != null; timer = due(until)) {
            timer.task.run();
            again(timer);
        }
        moveTo(until);
    }

    private synchronized Timer due(long until) {
        if (timers.isEmpty() || timers.peek().at > until) {
            return null;
        }
        Timer timer = timers.poll();
        nanos = Math.max(nanos, timer.at);
        return timer;
    }

    private synchronized void again(Timer timer) {
        if (timer.period > 0 && !timer.closed) {
            timer.at = nanos + timer.period;
            timer.order = order++;
            timers.add(timer);
        }
    }

    private synchronized void moveTo(long until) {
        nanos = Math.max(nanos, until);
    }

    private static final class Timer implements Comparable<Timer> {
        private long at;
        private long order;
        private final long period;
        private final Runnable task;
        private boolean closed;

        private Timer(long at, long order, long period, Runnable task) {
            this.at = at;
            this.order = order;
            this.period = period;
            this.task = task;
        }

        @Override
        public int compareTo(Timer other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }
}
