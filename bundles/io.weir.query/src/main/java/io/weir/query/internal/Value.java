// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.query.MetricResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value and where it is. Thread: immutable.
 *
 * @param value a Double or a String
 * @param age ms since it was updated
 * @param topKeys of a flow metric; else empty
 */
record Value(
        String agent, String dataSource, String metric, Object value, long age, List<Map<String, Object>> topKeys) {

    /** The value as {@code /dump} and {@code /table} show it. */
    MetricResult result() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("agent", agent);
        shown.put("dataSource", dataSource);
        shown.put("lastUpdate", age);
        shown.put("metricName", metric);
        shown.put("metricValue", value);
        if (!topKeys.isEmpty()) {
            shown.put("topKeys", topKeys);
        }
        return new MetricResult(shown);
    }
}
