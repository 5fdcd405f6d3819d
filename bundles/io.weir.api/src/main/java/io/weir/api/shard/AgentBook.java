// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** The book as JSON has it: keyed by {@link #agent}, so that itself is left out. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sFlowDatagramSource", sources);
        shown.put("firstSeen", firstSeen);
        shown.put("lastSeen", lastSeen);
        shown.put("uptime", uptime);
        datagrams.show(shown, "sFlowDatagrams", "");
        shown.put("sFlowFlowDatasources", flowSamples.dataSources());
        flowSamples.show(shown, "sFlowFlow", "Samples");
        shown.put("sFlowFlowDrops", flowDrops);
        shown.put("sFlowCounterDatasources", counterSamples.dataSources());
        counterSamples.show(shown, "sFlowCounter", "Samples");
        shown.put("sFlowNotificationDatasources", notifications.dataSources());
        notifications.show(shown, "sFlowNotification", "Samples");
        shown.put("sFlowNotificationDrops", notificationDrops);
        shown.put("subAgents", subAgents);
        if (demo) {
            shown.put("demo", true);
        }
        return shown;
    }

    /**
     * Counts of something that carries sequence numbers. Thread: immutable.
     *
     * @param dataSources how many data sources sent it; 0 where that makes no sense
     */
    public record Sequenced(int dataSources, long received, long lost, long duplicates, long outOfOrder) {
        private void show(Map<String, Object> shown, String before, String after) {
            shown.put(before + (after.isEmpty() ? "Received" : after), received);
            shown.put(before + "Lost" + after, lost);
            shown.put(before + "Duplicate" + (after.isEmpty() ? "s" : after), duplicates);
            shown.put(before + "OutOfOrder" + after, outOfOrder);
        }
    }
}
