// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.SavedNames;
import io.weir.api.event.Threshold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a threshold is kept over restarts: its properties, a filter's values as {@code filter.0.ifspeed}. Thread: any. */
final class ThresholdForm implements SavedNames.Form<Threshold> {
    private static final String FILTER = "filter.";

    @Override
    public Map<String, String> write(Threshold threshold) {
        Map<String, String> lines = new TreeMap<>();
        threshold.properties().forEach((property, value) -> {
            if (!property.equals("filter")) {
                lines.put(property, String.valueOf(value));
            }
        });
        threshold.filter().wanted().forEach((metric, values) -> {
            for (int i = 0; i < values.size(); i++) {
                lines.put(FILTER + i + "." + metric, values.get(i));
            }
        });
        return lines;
    }

    @Override
    public Threshold read(String name, Map<String, String> lines) {
        Map<String, Object> properties = new HashMap<>();
        Map<String, List<String>> filter = new HashMap<>();
        new TreeMap<>(lines).forEach((property, value) -> {
            int dot = property.startsWith(FILTER) ? property.indexOf('.', FILTER.length()) : -1;
            if (dot < 0) {
                properties.put(property, value);
            } else {
                filter.computeIfAbsent(property.substring(dot + 1), any -> new ArrayList<>())
                        .add(value);
            }
        });
        properties.put("filter", filter);
        return Threshold.parse(name, properties);
    }
}
