// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of the sampling of one data source. Thread: immutable.
 *
 * @param samplingRate as the newest sample said; 0 before the first
 * @param effectiveSamplingRate packets that could have been sampled, by received samples; 0 while unknown
 * @param pollingInterval ms between counter samples, smoothed; 0 while unknown
 */
public record DataSourceBook(
        String agent,
        String dataSource,
        long samplingRate,
        double effectiveSamplingRate,
        long flowSamples,
        long counterSamples,
        double pollingInterval) {
    /** The book as scripts see it. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("agent", agent);
        shown.put("dataSource", dataSource);
        shown.put("samplingRate", samplingRate);
        shown.put("effectiveSamplingRate", effectiveSamplingRate);
        shown.put("flowSamples", flowSamples);
        shown.put("counterSamples", counterSamples);
        shown.put("effectivePollingInterval", pollingInterval);
        return shown;
    }
}
