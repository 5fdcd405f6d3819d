// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.Registration;
import io.weir.api.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves. Thread: the test's moves it, any reads it. */
final class SteppedTimeline implements Timeline {
    private static final class Timer {
        private final long period;
        private final Runnable task;
        private long due;

        Timer(long due, long period, Runnable task) {
            this.due = due;
            this.period = period;
            this.task = task;
        }
    }

    private final List<Timer> timers = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    void advance(Duration by) {
        long now = nanos.addAndGet(by.toNanos());
        List<Timer> due = timers.stream().filter(timer -> timer.due <= now).toList();
        for (Timer timer : due) {
            timer.due = now + timer.period;
            timer.task.run();
        }
        timers.removeIf(timer -> timer.period == 0 && due.contains(timer));
    }

    int timers() {
        return timers.size();
    }

    @Override
    public long millis() {
        return 1_700_000_000_000L + nanos.get() / 1_000_000;
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        return add(new Timer(nanos.get() + delay.toNanos(), 0, task));
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        return add(new Timer(nanos.get() + period.toNanos(), period.toNanos(), task));
    }

    private Registration add(Timer timer) {
        timers.add(timer);
        return () -> timers.remove(timer);
    }
}
