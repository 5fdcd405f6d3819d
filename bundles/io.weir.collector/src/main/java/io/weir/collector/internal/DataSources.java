// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The data sources of a shard, by dense ids that are used again.
 *
 * <p>Thread: confined to the shard. Beyond the limits a new one is refused; what is there stays.
 */
final class DataSources {
    /** A sweep for silent ones is spread over this many ticks. */
    private static final int SWEEP = 600;

    private final Limits limits;
    private final Tally tally;
    private final Consumer<DataSourceState> forgotten;
    private DataSourceState[] byId = new DataSourceState[64];
    private int[] free = new int[64];
    private int freed;
    private int used;
    private int swept;

    /**
     * Makes an empty set.
     *
     * @param forgotten is told of one before its id is free
     */
    DataSources(Limits limits, Tally tally, Consumer<DataSourceState> forgotten) {
        this.limits = limits;
        this.tally = tally;
        this.forgotten = forgotten;
    }

    /** The data source of a sample, new if need be; null when there are too many. */
    DataSourceState of(AgentState agent, long subAgent, int sourceClass, long index) {
        DataSourceState port = agent.ports.find(subAgent, sourceClass, index);
        return port != null ? port : hashed(agent, subAgent, sourceClass, index);
    }

    private DataSourceState hashed(AgentState agent, long subAgent, int sourceClass, long index) {
        int hash = (int) Mix.hash(subAgent, sourceClass, index);
        for (DataSourceState source = agent.table.first(hash); source != null; source = source.next) {
            if (source.is(subAgent, sourceClass, index)) {
                return source;
            }
        }
        return full(agent) ? null : add(new DataSourceState(hash, agent, nextId(), subAgent, sourceClass, index));
    }

    /** The data source that a user's program named. */
    DataSourceState of(AgentState agent, long subAgent, byte[] bytes, int offset, int length) {
        int hash = (int) Mix.hash(subAgent, Mix.hash(bytes, offset, length));
        for (DataSourceState source = agent.table.first(hash); source != null; source = source.next) {
            if (source.is(subAgent, bytes, offset, length)) {
                return source;
            }
        }
        byte[] name = Arrays.copyOfRange(bytes, offset, offset + length);
        return full(agent) ? null : add(new DataSourceState(hash, agent, nextId(), subAgent, name));
    }

    private boolean full(AgentState agent) {
        boolean full = used - freed >= limits.dataSources() || agent.dataSources.size() >= limits.dataSourcesOfAgent();
        if (full) {
            tally.add(Counter.DATA_SOURCES_REFUSED);
        }
        return full;
    }

    private int nextId() {
        return freed > 0 ? free[--freed] : used++;
    }

    private DataSourceState add(DataSourceState source) {
        if (source.id() >= byId.length) {
            byId = Arrays.copyOf(byId, Math.max(source.id() + 1, byId.length * 2));
        }
        byId[source.id()] = source;
        AgentState agent = source.owner;
        source.place = agent.dataSources.size();
        agent.dataSources.add(source);
        agent.table.add(source);
        agent.ports.add(source, agent.dataSources.size());
        tally.add(Counter.DATA_SOURCES);
        return source;
    }

    /** Forgets all of an agent. */
    void forget(AgentState agent) {
        while (!agent.dataSources.isEmpty()) {
            forget(agent.dataSources.get(agent.dataSources.size() - 1));
        }
    }

    private void forget(DataSourceState source) {
        forgotten.accept(source);
        AgentState agent = source.owner;
        agent.table.remove(source);
        agent.ports.remove(source);
        DataSourceState moved = agent.dataSources.remove(agent.dataSources.size() - 1);
        if (source.place < agent.dataSources.size()) {
            moved.place = source.place;
            agent.dataSources.set(source.place, moved);
        }
        agent.flows.sources -= source.flows.heard() ? 1 : 0;
        agent.counters.sources -= source.counters.heard() ? 1 : 0;
        agent.notifications.sources -= source.notifications.heard() ? 1 : 0;
        byId[source.id()] = null;
        if (freed == free.length) {
            free = Arrays.copyOf(free, freed * 2);
        }
        free[freed++] = source.id();
        tally.add(Counter.DATA_SOURCES, -1);
    }

    /** Gives ids from 0 again, once every one is forgotten. */
    void restart() {
        freed = 0;
        used = 0;
        swept = 0;
    }

    /** Forgets, among the next few, those that have been silent too long. */
    void sweep(long now) {
        for (int i = 0; i <= used / SWEEP && used > 0; i++) {
            swept = swept + 1 < used ? swept + 1 : 0;
            DataSourceState source = byId[swept];
            if (source != null && now - source.lastSeen > limits.silence()) {
                tally.add(Counter.DATA_SOURCES_EXPIRED);
                forget(source);
            }
        }
    }
}
