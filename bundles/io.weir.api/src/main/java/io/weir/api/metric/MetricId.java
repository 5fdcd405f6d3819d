// SPDX-License-Identifier: Apache-2.0
package io.weir.api.metric;

import io.weir.api.InvalidInput;

/**
 * The bare name of a metric: {@code ifinoctets}. Thread: immutable; its hash is that of the text, kept by it.
 *
 * @param name never empty
 */
public record MetricId(String name) {
    public MetricId {
        if (name.isEmpty()) {
            throw InvalidInput.of("metric", name, "has no name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
