// SPDX-License-Identifier: Apache-2.0
package io.weir.api.metric;

import io.weir.api.Entry;
import java.util.List;

/**
 * A metric computed from others of the same structure. Thread: immutable.
 *
 * @param name the metric's bare name
 * @param structure the name of the structure
 * @param inputs bare names, without a logical entity's prefix
 */
public record DerivedMetric(String name, String structure, String doc, List<String> inputs, Formula formula)
        implements Entry {
    public DerivedMetric {
        inputs = List.copyOf(inputs);
    }

    /** Computes a value. */
    @FunctionalInterface
    public interface Formula {
        /** The value; NaN, or what is not finite, when there is none. An input that is absent is NaN. Keep no reference to {@code inputs}. */
        double of(double[] inputs);
    }
}
