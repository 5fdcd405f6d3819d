// SPDX-License-Identifier: Apache-2.0
package io.weir.api.query;

import java.util.List;

/**
 * A question for metrics. Thread: immutable.
 *
 * @param agents addresses, host names, or {@code ALL}, {@code TOPOLOGY}, {@code EDGE}, {@code CORE}
 * @param metrics names, each with a statistic ({@code sum:}) or a data source ({@code 2.1.}) before it or not
 */
public record MetricQuery(List<String> agents, List<String> metrics, MetricFilter filter) {
    public MetricQuery {
        agents = List.copyOf(agents);
        metrics = List.copyOf(metrics);
    }
}
