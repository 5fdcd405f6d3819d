// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.Owner;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowRecord;
import io.weir.api.flow.FlowTables;
import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.api.store.Sequences;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.InlineShards;
import io.weir.testkit.MemoryStore;
import io.weir.testkit.SteppedTimeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The flow engine on inline shards, with a store and settings in memory. */
final class FlowFixture implements AutoCloseable {
    static final long AGENT = 0x0a040001;

    final SteppedTimeline clock = new SteppedTimeline();
    final InlineShards shards = new InlineShards(clock);
    final MemoryStore store;
    final RingFlowLog log;
    final FlowEngine engine;

    FlowFixture() {
        this(new MemoryStore());
    }

    /** With settings as name and value in turn. */
    FlowFixture(MemoryStore store, String... settings) {
        this.store = store;
        AtomicLong ids = new AtomicLong();
        Sequences sequences = name -> ids::incrementAndGet;
        log = new RingFlowLog(sequences, clock);
        engine = new FlowEngine(log, store, GivenSettings.of(settings));
        shards.add(engine);
    }

    /** Defines a flow: properties as name and value in turn. */
    FlowDefinition define(String name, Object... properties) {
        Map<String, Object> map = new TreeMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put((String) properties[i], properties[i + 1]);
        }
        FlowDefinition definition = FlowDefinition.parse(name, map);
        engine.define(Owner.REST, definition);
        return definition;
    }

    /** One datagram of agent 10.4.0.1 with these samples. */
    void receive(Wire... samples) {
        shards.receive(Wire.datagram(AGENT, Arrays.asList(samples)));
    }

    void seconds(double seconds) {
        clock.advance(Duration.ofMillis((long) (seconds * 1000)));
    }

    <T> T ask(Function<Shard, T> question) {
        return shards.ask(0, question).join();
    }

    <T> T tables(Function<FlowTables, T> question) {
        return ask(shard -> question.apply(shard.view(FlowTables.class).orElseThrow()));
    }

    List<ActiveFlow> active(String flow, Merge merge) {
        return active(flow, merge, Integer.MAX_VALUE);
    }

    List<ActiveFlow> active(String flow, Merge merge, int most) {
        ActiveFlowQuery query = new ActiveFlowQuery(List.of("ALL"), flow, most, 0, merge, "");
        return tables(tables -> tables.activeFlows(query, source -> true));
    }

    /** Keys of the active flows, largest first. */
    List<String> keys(String flow) {
        return active(flow, Merge.MAX).stream().map(ActiveFlow::key).toList();
    }

    DataSource source(Shard shard, String name) {
        return shard.agents().stream()
                .map(Agent::dataSources)
                .flatMap(Collection::stream)
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<FlowRecord> records() {
        return log.after(-1, 1000, entry -> true);
    }

    @Override
    public void close() {
        shards.close();
    }
}
