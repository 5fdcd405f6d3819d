// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A flow that has ended, or begun where its definition says {@code flowStart}. Thread: immutable.
 *
 * @param start ms since 1970
 * @param end ms since 1970; equal to {@code start} for one that has begun
 * @param value its total, not a rate
 */
public record FlowRecord(
        long flowID,
        String name,
        String agent,
        String dataSource,
        long start,
        long end,
        double value,
        String flowKeys) {
    /** The record as JSON has it. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("flowID", flowID);
        shown.put("name", name);
        shown.put("agent", agent);
        shown.put("dataSource", dataSource);
        shown.put("start", start);
        shown.put("end", end);
        shown.put("value", value);
        shown.put("flowKeys", flowKeys);
        return shown;
    }
}
