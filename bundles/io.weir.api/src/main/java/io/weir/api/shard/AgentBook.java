// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import java.util.List;

/**
 * What was received and lost of one agent, over all its sub-agents. Thread: immutable.
 *
 * @param agent its address
 * @param demo whether it is one of the demonstration's
 * @param sources the UDP sources it sends from, as addresses
 * @param subAgents how many sub-agents it has
 * @param firstSeen ms ago
 * @param lastSeen ms ago
 * @param uptime ms since it started, by its own word
 */
public record AgentBook(
        String agent,
        boolean demo,
        List<String> sources,
        int subAgents,
        long firstSeen,
        long lastSeen,
        long uptime,
        Sequenced datagrams,
        Sequenced flowSamples,
        long flowDrops,
        Sequenced counterSamples,
        Sequenced notifications,
        long notificationDrops) {
    public AgentBook {
        sources = List.copyOf(sources);
    }

    /**
     * Counts of something that carries sequence numbers. Thread: immutable.
     *
     * @param dataSources how many data sources sent it; 0 where that makes no sense
     */
    public record Sequenced(int dataSources, long received, long lost, long duplicates, long outOfOrder) {}
}
