// SPDX-License-Identifier: Apache-2.0
package io.weir.api.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A crossing of a threshold; or the restart of an agent, which has {@link #RESTART} for its threshold's name, the metric
 * {@code uptime}, and the agent's uptimes before and now, in seconds, for threshold and value. Thread: immutable.
 *
 * @param timestamp ms since 1970
 * @param metric the metric's bare name
 * @param threshold the value that was crossed
 * @param value that crossed it
 * @param flowKey of the flow, where the threshold tells flows apart; else empty
 * @param values the flow's further values
 */
public record Event(
        long eventID,
        long timestamp,
        String thresholdID,
        String agent,
        String dataSource,
        String metric,
        double threshold,
        double value,
        String flowKey,
        List<Double> values) {
    /** Stands for a threshold in the event that tells of an agent's restart. */
    public static final String RESTART = "agent-restarted";

    public Event {
        values = List.copyOf(values);
    }

    /** The event as JSON has it. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("eventID", eventID);
        shown.put("timestamp", timestamp);
        shown.put("thresholdID", thresholdID);
        shown.put("agent", agent);
        shown.put("dataSource", dataSource);
        shown.put("metric", metric);
        shown.put("threshold", threshold);
        shown.put("value", value);
        if (!flowKey.isEmpty()) {
            shown.put("flowKey", flowKey);
        }
        if (!values.isEmpty()) {
            shown.put("values", values);
        }
        return shown;
    }
}
