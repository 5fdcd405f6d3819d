// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.event.Event;
import io.weir.api.event.Threshold;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.Structure;
import io.weir.metric.internal.MetricParts;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.InlineShards;
import io.weir.testkit.MemoryStore;
import io.weir.testkit.SteppedTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A shard with metrics and thresholds, and the log of events. Thread: one at a time. */
final class Scene implements AutoCloseable {
    static final String AGENT = "10.0.0.1";

    final MemoryStore store = new MemoryStore();
    final SteppedTimeline clock = new SteppedTimeline();
    final InlineShards shards = new InlineShards(clock);
    final ThresholdRegistry thresholds = new ThresholdRegistry(store);
    final RingEventLog log;
    private final AtomicLong ids = new AtomicLong(100);
    private final Map<Long, Long> sequences = new HashMap<>();
    private long datagrams;

    Scene() {
        log = new RingEventLog(name -> ids::incrementAndGet, GivenSettings.of(), clock);
        thresholds.setEventLog(log);
        thresholds.setShards(shards);
        shards.add(thresholds);
        shards.add(new MetricParts());
    }

    Registration define(String name, Map<String, ?> properties) {
        return define(Owner.REST, name, properties);
    }

    Registration define(Owner by, String name, Map<String, ?> properties) {
        Registration defined = thresholds.define(by, Threshold.parse(name, properties));
        pass(100);
        return defined;
    }

    Scene pass(long millis) {
        clock.advance(Duration.ofMillis(millis));
        return this;
    }

    /** A counter sample of an interface. */
    Scene send(long ifIndex, Structure... records) {
        return send(CounterSampleBuilder.of(ifIndex), ifIndex, records);
    }

    /** A counter sample of the agent's host, 2.1. */
    Scene sendHost(Structure... records) {
        return send(CounterSampleBuilder.of(2, 1), -1, records);
    }

    private Scene send(CounterSampleBuilder sample, long source, Structure... records) {
        sample.sequence(sequences.merge(source, 1L, Long::sum));
        for (Structure record : records) {
            sample.add(record);
        }
        shards.receive(DatagramBuilder.agent(AGENT)
                .sequence(++datagrams)
                .uptime(clock.nanos() / 1_000_000 + 50_000_000)
                .add(sample)
                .bytes());
        return this;
    }

    /** The events so far, oldest first. */
    List<Event> events() {
        settle();
        List<Event> events = new ArrayList<>(log.after(-1, Integer.MAX_VALUE, event -> true));
        Collections.reverse(events);
        return events;
    }

    /** Waits until the log has taken in what it was given: its tasks run in order. */
    private void settle() {
        log.settled().join();
    }

    boolean triggered(String threshold, String metric, String flowKey) {
        return thresholds.triggered(threshold, AGENT, metric, flowKey).join();
    }

    long counter(String name) {
        return thresholds.counters().get(name).longValue();
    }

    @Override
    public void close() {
        shards.close();
        log.close();
    }
}
