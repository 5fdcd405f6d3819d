// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.net.Address;
import io.weir.api.shard.AgentBook;
import io.weir.api.shard.Books;
import io.weir.api.shard.DataSourceBook;
import io.weir.api.time.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The books of one shard. Thread: confined to the shard. */
final class ShardBooks implements Books {
    private final Timeline timeline;
    private final Agents agents;
    private final Tally tally;

    ShardBooks(Timeline timeline, Agents agents, Tally tally) {
        this.timeline = timeline;
        this.agents = agents;
        this.tally = tally;
    }

    @Override
    public Map<String, Number> counters() {
        return tally.shown();
    }

    @Override
    public List<AgentBook> agents() {
        long now = timeline.millis();
        return agents.all().stream().map(agent -> agent.book(now)).toList();
    }

    @Override
    public Optional<AgentBook> agent(Address address) {
        return state(address).map(agent -> agent.book(timeline.millis()));
    }

    private Optional<AgentState> state(Address address) {
        return Optional.ofNullable(agents.find(address.high(), address.low()));
    }

    @Override
    public Optional<DataSourceBook> dataSource(Address agent, String name) {
        return state(agent).stream()
                .flatMap(state -> state.dataSources.stream())
                .filter(source -> source.name().equals(name))
                .findFirst()
                .map(ShardBooks::book);
    }

    @Override
    public List<DataSourceBook> dataSources(Address agent) {
        return state(agent).stream()
                .flatMap(state -> state.dataSources.stream())
                .map(ShardBooks::book)
                .toList();
    }

    private static DataSourceBook book(DataSourceState source) {
        return new DataSourceBook(
                source.owner.name(),
                source.name(),
                source.flows.rate(),
                source.flows.effectiveRate(),
                source.flows.received(),
                source.counters.received(),
                source.polling.interval());
    }
}
