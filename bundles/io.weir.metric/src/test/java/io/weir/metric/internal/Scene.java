// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.metric.MetricId;
import io.weir.api.metric.MetricTable;
import io.weir.api.metric.Reading;
import io.weir.api.net.Address;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.SampleBuilder;
import io.weir.demo.internal.encoder.Structure;
import io.weir.testkit.InlineShards;
import io.weir.testkit.SteppedTimeline;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An agent, 10.0.0.1, that sends counter samples to a shard with the metric part. Thread: one at a time. */
final class Scene implements AutoCloseable {
    static final String AGENT = "10.0.0.1";

    final SteppedTimeline clock = new SteppedTimeline();
    final InlineShards shards = new InlineShards(clock);
    final MetricParts parts;
    long uptime = 10_000_000;
    long sequence = 100;

    Scene() {
        this(new MetricParts());
    }

    Scene(MetricParts parts) {
        this.parts = parts;
        shards.add(parts);
    }

    /** Lets time pass, for the agent too. */
    Scene pass(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        uptime += seconds * 1000L;
        return this;
    }

    /** A sample of ifIndex 3. */
    Scene send(Structure... records) {
        return send(CounterSampleBuilder.of(3), records);
    }

    Scene send(CounterSampleBuilder sample, Structure... records) {
        sequence++;
        sample.sequence(sequence);
        for (Structure record : records) {
            sample.add(record);
        }
        return datagram(sample);
    }

    Scene datagram(SampleBuilder sample) {
        shards.receive(DatagramBuilder.agent(AGENT)
                .sequence(sequence)
                .uptime(uptime)
                .add(sample)
                .bytes());
        return this;
    }

    /** The values of ifIndex 3. */
    Map<String, Object> values() {
        return values("3");
    }

    Map<String, Object> values(String dataSource) {
        return shards.ask(0, shard -> {
                    Map<String, Object> values = new TreeMap<>();
                    source(shard, dataSource)
                            .ifPresent(source -> table(shard).all(source).forEach(reading -> {
                                values.put(reading.metric().name(), reading.value());
                            }));
                    return values;
                })
                .join();
    }

    Optional<Object> value(String metric) {
        return shards.ask(
                        0,
                        shard -> source(shard, "3")
                                .flatMap(source -> table(shard).find(source, new MetricId(metric)))
                                .map(Reading::value))
                .join();
    }

    Map<String, Long> names() {
        return shards.ask(0, shard -> Map.copyOf(table(shard).names())).join();
    }

    long counter(String name) {
        return parts.counters().get(name).longValue();
    }

    private static MetricTable table(Shard shard) {
        return shard.view(MetricTable.class).orElseThrow();
    }

    private static Optional<? extends DataSource> source(Shard shard, String name) {
        return shard.agent(Address.parse(AGENT)).stream()
                .flatMap(agent -> agent.dataSources().stream())
                .filter(source -> source.name().equals(name))
                .findFirst();
    }

    @Override
    public void close() {
        shards.close();
    }
}
