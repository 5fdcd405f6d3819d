// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/** Agents, the longest silent first. Thread: confined to the shard. */
final class SilenceList {
    private AgentState first;
    private AgentState last;

    /** The longest silent, or null. */
    AgentState first() {
        return first;
    }

    /** Puts an agent that is in no list at the end. */
    void add(AgentState agent) {
        agent.list = this;
        agent.before = last;
        agent.after = null;
        if (last == null) {
            first = agent;
        } else {
            last.after = agent;
        }
        last = agent;
    }

    void remove(AgentState agent) {
        if (agent.before == null) {
            first = agent.after;
        } else {
            agent.before.after = agent.after;
        }
        if (agent.after == null) {
            last = agent.before;
        } else {
            agent.after.before = agent.before;
        }
        agent.before = null;
        agent.after = null;
        agent.list = null;
    }
}
