// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.api.Registration;
import io.weir.api.time.MachineTimeline;
import io.weir.collector.internal.TimerQueue;
import io.weir.collector.internal.replay.DrivenClock;
import java.time.Duration;

/**
 * A timeline that stands still until it is moved by hand.
 *
 * <p>It stands for the machine's clock as well, so that one hand moves all. Thread: any, one at a time; tasks run on the thread that moves it, in the order they are due. What a task throws comes
 * out of {@link #advance}.
 */
public final class SteppedTimeline implements MachineTimeline, DrivenClock {
    /** 2026-01-01T00:00:00Z. */
    private static final long START = 1_767_225_600_000L;

    private static final long MILLI = 1_000_000;

    private final TimerQueue timers = new TimerQueue();
    /** ns since 1970 less {@link #nanos}. */
    private long base = START * MILLI;

    private long nanos;

    @Override
    public synchronized long millis() {
        return Math.floorDiv(base + nanos, MILLI);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        return timers.add(nanos() + Math.max(0, delay.toNanos()), 0, task);
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        return timers.add(nanos() + period.toNanos(), period.toNanos(), task);
    }

    /** Moves the clock, stopping at each task that is due on the way to run it. */
    public void advance(Duration by) {
        run(nanos() + by.toNanos());
    }

    private void run(long until) {
        for (TimerQueue.Timer timer = timers.due(until); timer != null; timer = timers.due(until)) {
            stand(timers.at(timer));
            timer.task().run();
            timers.again(timer, nanos());
        }
        stand(until);
    }

    private synchronized void stand(long at) {
        nanos = Math.max(nanos, at);
    }

    private synchronized long base() {
        return base;
    }

    @Override
    public synchronized void begin(long epochNanos) {
        base = epochNanos - nanos;
        timers.startOver(nanos);
    }

    @Override
    public void moveTo(long epochNanos) {
        stand(epochNanos - base());
    }

    @Override
    public long nextTimer() {
        long next = timers.next();
        return next == Long.MAX_VALUE ? next : next + base();
    }

    @Override
    public void runTimers() {
        run(nanos());
    }
}
