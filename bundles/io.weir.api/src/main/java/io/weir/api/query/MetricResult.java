// SPDX-License-Identifier: Apache-2.0
package io.weir.api.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer about one metric, with its properties in the order and spelling of JSON: always {@code metricName}; and, as
 * far as there is a value, {@code metricValue}, {@code agent}, {@code dataSource}, {@code metricN}, {@code lastUpdate}, {@code lastUpdateMax}, {@code lastUpdateMin},
 * {@code topKeys}, {@code quartiles}. In a table {@code agent} and {@code dataSource} are there without a value too.
 *
 * <p>Thread: immutable.
 */
public record MetricResult(Map<String, Object> properties) {
    public MetricResult {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
