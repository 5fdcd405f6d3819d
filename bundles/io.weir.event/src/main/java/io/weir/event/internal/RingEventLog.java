// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.CounterSource;
import io.weir.api.event.Event;
import io.weir.api.event.EventLog;
import io.weir.api.log.RingLog;
import io.weir.api.store.Sequences;
import io.weir.api.store.Settings;
import io.weir.api.time.Follower;
import io.weir.api.time.MachineTimeline;
import io.weir.api.time.Timeline;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The events, in memory; their ids rise over restarts. The setting {@code events.max} says how many are kept.
 *
 * <p>Thread: any. Shards hand events over to a thread of the log's own, which gives ids and tells who waits, so that no
 * reader holds up a shard; {@value #MOST_WAITING} events wait at most, more are lost and counted.
 */
@Component(
        immediate = true,
        service = {EventLog.class, RingEventLog.class, CounterSource.class, Follower.class})
public final class RingEventLog extends RingLog<Event> implements EventLog, CounterSource, Follower {
    private static final int MOST_WAITING = 10_000;
    private static final int KEPT = 10_000;

    private final ThreadPoolExecutor executor;
    private final LongAdder generated = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong handled = new AtomicLong();
    private final Queue<CompletableFuture<Long>> settling = new ConcurrentLinkedQueue<>();

    @Activate
    public RingEventLog(
            @Reference Sequences sequences,
            @Reference Settings settings,
            @Reference(service = MachineTimeline.class) Timeline patience) {
        super(settings.integer("events.max", KEPT), Event::eventID, sequences.open("events")::next, patience);
        executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), RingEventLog::thread, this::lost);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "weir-events");
        thread.setDaemon(true);
        return thread;
    }

    @Deactivate
    void close() {
        executor.shutdown();
    }

    /** Adds an event, under the next id. */
    void add(Event event) {
        given.incrementAndGet();
        executor.execute(() -> {
            try {
                append(id -> numbered(id, event));
                generated.increment();
            } finally {
                handled();
            }
        });
    }

    private void lost(Runnable event, ThreadPoolExecutor full) {
        lost.increment();
        handled();
    }

    private void handled() {
        handled.incrementAndGet();
        tell();
    }

    private void tell() {
        if (handled.get() == given.get()) {
            for (CompletableFuture<Long> one = settling.poll(); one != null; one = settling.poll()) {
                one.complete(handled.get());
            }
        }
    }

    /** Done when every event added before is in the log, and who listens has been told. */
    @Override
    public CompletableFuture<Long> settled() {
        CompletableFuture<Long> settled = new CompletableFuture<>();
        settling.add(settled);
        tell();
        return settled;
    }

    private static Event numbered(long id, Event event) {
        return new Event(
                id,
                event.timestamp(),
                event.thresholdID(),
                event.agent(),
                event.dataSource(),
                event.metric(),
                event.threshold(),
                event.value(),
                event.flowKey(),
                event.values());
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of("eventsGenerated", generated.sum(), "eventsLost", lost.sum(), "eventsWaiting", waiting());
    }
}
