// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.Registration;
import io.weir.api.time.MachineTimeline;
import io.weir.api.time.Timeline;
import io.weir.collector.internal.replay.DrivenClock;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of the platform: the machine's, unless a replay drives it.
 *
 * <p>Thread: any. Tasks run on the machine's timer thread, or on that of the replay. While it is driven, time stands still but
 * for {@link #moveTo}; {@link #nanos} goes on from where it was, both when that begins and when it ends.
 */
@Component(
        immediate = true,
        service = {Timeline.class, PlatformTimeline.class})
public final class PlatformTimeline implements Timeline, DrivenClock {
    private static final Logger LOG = LoggerFactory.getLogger(PlatformTimeline.class);
    private static final long MILLI = 1_000_000;

    /** Where a driven clock stands. */
    private static final class Driven {
        /** ns since 1970 less {@link #nanos}. */
        final long base;

        volatile long nanos;

        Driven(long base, long nanos) {
            this.base = base;
            this.nanos = nanos;
        }
    }

    private final MachineTimeline machine;
    private final TimerQueue timers = new TimerQueue();
    /** Null while the machine's clock counts: read at every batch, so without a wrapper. */
    private volatile Driven driven;
    /** How far the clock is ahead of the machine's, ns, since it was driven faster. */
    private volatile long ahead;

    private Registration alarm = () -> {};
    private long alarmAt = Long.MAX_VALUE;

    @Activate
    public PlatformTimeline(@Reference MachineTimeline machine) {
        this.machine = machine;
    }

    @Override
    public long millis() {
        Driven now = driven;
        return now == null ? machine.millis() : Math.floorDiv(now.base + now.nanos, MILLI);
    }

    @Override
    public long nanos() {
        Driven now = driven;
        return now == null ? machine.nanos() + ahead : now.nanos;
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        return add(delay.toNanos(), 0, task);
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        return add(period.toNanos(), Math.max(1, period.toNanos()), task);
    }

    private Registration add(long delay, long period, Runnable task) {
        Registration timer = timers.add(nanos() + Math.max(0, delay), period, task);
        arm();
        return timer;
    }

    /** Has the machine tell when the next timer is due. */
    private synchronized void arm() {
        long next = timers.next();
        if (driven == null && next < alarmAt) {
            alarm.close();
            alarmAt = next;
            alarm = machine.after(Duration.ofNanos(Math.max(0, next - nanos())), this::due);
        }
    }

    private void due() {
        synchronized (this) {
            alarmAt = Long.MAX_VALUE;
        }
        if (driven == null) {
            run(nanos());
            arm();
        }
    }

    private void run(long until) {
        for (TimerQueue.Timer timer = timers.due(until); timer != null; timer = timers.due(until)) {
            try {
                timer.task().run();
            } catch (Throwable thrown) {
                LOG.error("timer task {} threw", timer.task().getClass().getName(), thrown);
            }
            timers.again(timer, nanos());
        }
    }

    @Override
    public synchronized void begin(long epochNanos) {
        long now = nanos();
        alarm.close();
        alarmAt = Long.MAX_VALUE;
        driven = new Driven(epochNanos - now, now);
        timers.startOver(now);
    }

    @Override
    public void moveTo(long epochNanos) {
        Driven clock = driven;
        clock.nanos = Math.max(clock.nanos, epochNanos - clock.base);
    }

    @Override
    public long nextTimer() {
        long next = timers.next();
        return next == Long.MAX_VALUE ? next : next + driven.base;
    }

    @Override
    public void runTimers() {
        run(driven.nanos);
    }

    /** Lets the machine's clock count again. */
    synchronized void end() {
        if (driven != null) {
            ahead = driven.nanos - machine.nanos();
            driven = null;
        }
        arm();
    }

    @Deactivate
    synchronized void close() {
        alarm.close();
        alarmAt = Long.MIN_VALUE;
    }
}
