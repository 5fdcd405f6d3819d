// SPDX-License-Identifier: Apache-2.0
package io.weir.api.lookup;

import io.weir.api.InvalidInput;
import java.util.List;
import java.util.Map;

/**
 * Labels of values: a value reads as the label under which it stands. Thread: immutable.
 *
 * @param labels values by their label, each as the flow key prints it: a MAC address as {@code 00163EAB0102}. A value that
 *     stands under several labels has the first
 */
public record LabelMap(String name, Map<String, List<String>> labels) {
    private static final String WHAT = "map";

    public LabelMap {
        labels = Labels.copy(labels);
    }

    /**
     * Reads a map as REST bodies and scripts give it: for each label an array of values, or one; numbers are texts, empty
     * texts are passed over. Throws {@link InvalidInput}.
     */
    public static LabelMap parse(String name, Map<String, ?> labels) {
        return new LabelMap(Labels.name(WHAT, name), Labels.read(WHAT, name, labels, false));
    }
}
