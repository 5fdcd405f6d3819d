// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.metric.MetricId;
import io.weir.api.metric.Reading;

/** A reading. Thread: immutable. */
record Value(MetricId metric, boolean isText, double number, String text, long updated) implements Reading {
    static Value of(MetricId metric, double number, long updated) {
        return new Value(metric, false, number, "", updated);
    }

    static Value of(MetricId metric, String text, long updated) {
        return new Value(metric, true, Double.NaN, text, updated);
    }
}
