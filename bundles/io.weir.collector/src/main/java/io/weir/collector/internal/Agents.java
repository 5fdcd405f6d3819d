// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.net.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * The agents of a shard: found without allocating, bounded, forgotten when silent.
 *
 * <p>Whoever makes up agent addresses must not push out real agents: one that has been heard for less than
 * {@value #PROBATION} ms goes first, the longest silent of those (to {@value #PLACED} ms) first.
 *
 * <p>Thread: confined to the shard.
 */
final class Agents {
    static final long PROBATION = 10_000;

    /** For so long, ms, an agent keeps its place among the silent though it is heard. */
    private static final long PLACED = 1000;

    private final Limits limits;
    private final Tally tally;
    private final Consumer<AgentState> forget;
    private final Chain<AgentState> table = new Chain<>();
    private final List<AgentState> all = new ArrayList<>();
    private final SilenceList fresh = new SilenceList();
    private final SilenceList settled = new SilenceList();

    /**
     * Makes an empty set.
     *
     * @param forget is told of an agent before it goes
     */
    Agents(Limits limits, Tally tally, Consumer<AgentState> forget) {
        this.limits = limits;
        this.tally = tally;
        this.forget = forget;
    }

    /** The agent of an address, or null. */
    AgentState find(long high, long low) {
        return find(high, low, (int) Mix.hash(high, low));
    }

    private AgentState find(long high, long low, int hash) {
        for (AgentState agent = table.first(hash); agent != null; agent = agent.next) {
            if (agent.is(high, low)) {
                return agent;
            }
        }
        return null;
    }

    /** The agent of an address, new if need be, heard now. */
    AgentState hear(long high, long low, long millis) {
        int hash = (int) Mix.hash(high, low);
        AgentState agent = find(high, low, hash);
        if (agent == null) {
            agent = add(new AgentState(hash, new Address(high, low), millis));
            place(agent, millis);
        } else if (millis < agent.placed || millis - agent.placed >= PLACED) {
            agent.list.remove(agent);
            place(agent, millis);
        }
        agent.lastSeen = millis;
        return agent;
    }

    private void place(AgentState agent, long millis) {
        agent.placed = millis;
        (millis - agent.firstSeen < PROBATION ? fresh : settled).add(agent);
    }

    private AgentState add(AgentState agent) {
        if (all.size() >= limits.agents()) {
            tally.add(Counter.AGENTS_EVICTED);
            remove(fresh.first() != null ? fresh.first() : settled.first());
        }
        agent.place = all.size();
        all.add(agent);
        table.add(agent);
        tally.add(Counter.AGENTS);
        return agent;
    }

    /** Forgets the agents that have been silent too long. */
    void expire(long now) {
        expire(fresh, now);
        expire(settled, now);
    }

    private void expire(SilenceList list, long now) {
        AgentState agent = list.first();
        while (agent != null && now - agent.lastSeen > limits.silence()) {
            tally.add(Counter.AGENTS_EXPIRED);
            remove(agent);
            agent = list.first();
        }
    }

    private void remove(AgentState agent) {
        forget.accept(agent);
        agent.list.remove(agent);
        table.remove(agent);
        AgentState moved = all.remove(all.size() - 1);
        if (agent.place < all.size()) {
            moved.place = agent.place;
            all.set(agent.place, moved);
        }
        tally.add(Counter.AGENTS, -1);
    }

    /** Forgets every agent. */
    void clear() {
        while (!all.isEmpty()) {
            remove(all.get(all.size() - 1));
        }
    }

    Collection<AgentState> all() {
        return Collections.unmodifiableList(all);
    }
}
