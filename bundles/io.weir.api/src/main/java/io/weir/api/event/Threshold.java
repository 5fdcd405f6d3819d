// SPDX-License-Identifier: Apache-2.0
package io.weir.api.event;

import io.weir.api.InvalidInput;
import io.weir.api.Properties;
import io.weir.api.query.MetricFilter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value that a metric should not exceed. Thread: immutable.
 *
 * @param metric a counter metric's or a flow's name
 * @param byFlow whether each flow above the value is an event of its own
 * @param timeout seconds below the value after which it may trigger again
 * @param filter which data sources it concerns
 * @param confidence whether a flow must be surely above: the lower end of its 95 % band, and not its value, is compared
 */
public record Threshold(
        String name,
        String metric,
        double value,
        boolean byFlow,
        double timeout,
        MetricFilter filter,
        boolean confidence) {
    private static final double DEFAULT_TIMEOUT = 60;
    /** More than any flow or metric that is known by a name: what is saved stays small. */
    private static final int LONGEST_METRIC = 512;

    /** Reads a threshold as REST bodies and scripts give it: numbers may be strings. Throws {@link InvalidInput}. */
    public static Threshold parse(String name, Map<String, ?> properties) {
        if (!printable(name, 128)) {
            throw InvalidInput.of("threshold", name, "a name has 1 to 128 characters, no control characters");
        }
        Properties p = new Properties("threshold", name, properties);
        return new Threshold(
                name,
                metric(p),
                p.number("value").orElseThrow(() -> p.missing("value")),
                p.flag("byFlow"),
                Math.max(0, p.number("timeout").orElse(DEFAULT_TIMEOUT)),
                MetricFilter.of(properties.get("filter")),
                p.flag("confidence"));
    }

    private static String metric(Properties p) {
        String metric = p.text("metric").orElseThrow(() -> p.missing("metric"));
        if (!printable(metric, LONGEST_METRIC)) {
            throw p.invalid("metric", "a metric has 1 to " + LONGEST_METRIC + " characters, no control characters");
        }
        return metric;
    }

    private static boolean printable(String text, int longest) {
        return !text.isEmpty() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    /** The threshold as GET shows it. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("metric", metric);
        shown.put("value", value);
        shown.put("byFlow", byFlow);
        shown.put("timeout", timeout);
        if (!filter.isEmpty()) {
            shown.put("filter", filter.wanted());
        }
        if (confidence) {
            shown.put("confidence", true);
        }
        return shown;
    }
}
