// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A flow as it is now, over the data sources that were asked for. Thread: immutable.
 *
 * @param key its fields, printed and joined
 * @param value per second, or the statistic that was asked for
 * @param values the definition's further values, in order
 * @param agent where the largest part was seen; empty where the value has no single place
 * @param dataSource its name; empty as {@code agent} is
 * @param flowN how many data sources were merged
 * @param samples the effective number of samples behind the value
 * @param error95 half the width of the 95 % band, in percent of the value
 * @param overcount how much of the value may belong to flows that were pushed out of a full table
 * @param duplicates at how many further data sources the same packets were probably seen
 */
public record ActiveFlow(
        String key,
        double value,
        List<Double> values,
        String agent,
        String dataSource,
        int flowN,
        double samples,
        double error95,
        double overcount,
        int duplicates) {
    public ActiveFlow {
        values = List.copyOf(values);
    }

    /** The flow as JSON has it. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("key", key);
        shown.put("value", value);
        if (!values.isEmpty()) {
            shown.put("values", values);
        }
        if (!agent.isEmpty()) {
            shown.put("agent", agent);
            shown.put("dataSource", dataSource);
        }
        shown.put("flowN", flowN);
        shown.put("samples", Math.round(samples * 10) / 10.0);
        shown.put("error95", Math.round(error95 * 10) / 10.0);
        if (overcount > 0) {
            shown.put("overcount", overcount);
        }
        if (duplicates > 0) {
            shown.put("duplicates", duplicates);
        }
        return shown;
    }
}
