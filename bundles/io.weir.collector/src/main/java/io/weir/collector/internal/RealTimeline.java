// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.Registration;
import io.weir.api.time.MachineTimeline;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clock, and timers on one thread {@code weir-timeline}. Thread: any. */
@Component(immediate = true, service = MachineTimeline.class)
public final class RealTimeline implements MachineTimeline {
    private static final Logger LOG = LoggerFactory.getLogger(RealTimeline.class);

    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(1, new NamedThreads("weir-timeline"));

    @Activate
    public RealTimeline() {
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        return registration(timers.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        long nanos = period.toNanos();
        return registration(timers.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS));
    }

    private static Registration registration(Future<?> timer) {
        return () -> timer.cancel(false);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable thrown) {
                LOG.error("timer task {} threw", task.getClass().getName(), thrown);
            }
        };
    }

    @Deactivate
    public void close() {
        timers.shutdownNow();
    }
}
