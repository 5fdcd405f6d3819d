// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Timers in the order they are due, on a clock that its user reads: ns. Thread: any. */
public final class TimerQueue {
    /** A task and when it is due. Thread: its queue's lock guards it. */
    public static final class Timer implements Comparable<Timer> {
        private final long period;
        private final Runnable task;
        private long at;
        private long order;
        private boolean closed;

        private Timer(long at, long order, long period, Runnable task) {
            this.at = at;
            this.order = order;
            this.period = period;
            this.task = task;
        }

        public Runnable task() {
            return task;
        }

        @Override
        public int compareTo(Timer other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long order;

    /** Adds a task; a period of 0 is once. */
    public synchronized Registration add(long at, long period, Runnable task) {
        Timer timer = new Timer(at, order++, period, task);
        timers.add(timer);
        return () -> remove(timer);
    }

    private synchronized void remove(Timer timer) {
        timer.closed = true;
        timers.remove(timer);
    }

    /** When the next one is due; {@link Long#MAX_VALUE} when there is none. */
    public synchronized long next() {
        return timers.isEmpty() ? Long.MAX_VALUE : timers.peek().at;
    }

    /** When the next one is due that {@link #due} would give; its time, and the timer taken out. Null when none is. */
    public synchronized Timer due(long until) {
        return next() > until || timers.isEmpty() ? null : timers.poll();
    }

    /** When a timer that was taken out was due. */
    public synchronized long at(Timer timer) {
        return timer.at;
    }

    /** Puts a timer that was taken out in again, a period from now, unless it was for once or has been closed. */
    public synchronized void again(Timer timer, long now) {
        if (timer.period > 0 && !timer.closed) {
            timer.at = now + timer.period;
            timer.order = order++;
            timers.add(timer);
        }
    }

    /** Begins every period now, in the order in which they were added. */
    public synchronized void startOver(long now) {
        List<Timer> all = new ArrayList<>(timers);
        timers.clear();
        for (Timer timer : all) {
            timer.at = timer.period > 0 ? now + timer.period : timer.at;
            timers.add(timer);
        }
    }
}
