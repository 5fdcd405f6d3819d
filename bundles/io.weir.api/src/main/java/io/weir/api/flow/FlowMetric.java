// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import java.util.List;

/**
 * The metric that a flow definition makes at a data source. Thread: immutable.
 *
 * @param value of the largest flow
 * @param updated when a sample last counted: ms since 1970
 * @param topKeys the largest flows, largest first
 */
public record FlowMetric(double value, long updated, List<TopKey> topKeys) {
    public FlowMetric {
        topKeys = List.copyOf(topKeys);
    }

    /** A flow of the top: its key, value, and when a sample last counted (ms since 1970). Thread: immutable. */
    public record TopKey(String key, double value, long updated) {}
}
