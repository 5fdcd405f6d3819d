// SPDX-License-Identifier: Apache-2.0
package io.weir.api.query;

import io.weir.api.InvalidInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Which data sources count, by their metrics: for each metric named, one of the values listed must match. Texts match
 * with {@code *} as a wildcard, numbers as numbers.
 *
 * <p>Thread: immutable. Equal when the same is wanted.
 */
public final class MetricFilter {
    public static final MetricFilter NONE = new MetricFilter(Map.of());

    private final Map<String, List<String>> wanted;
    /** The values that are numbers, read once: a filter is asked about every data source. */
    private final Map<String, double[]> numbers = new HashMap<>();

    /**
     * Takes what is wanted.
     *
     * @param wanted metric name to values
     */
    public MetricFilter(Map<String, List<String>> wanted) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        wanted.forEach((metric, values) -> {
            List<String> each = values.stream().distinct().toList();
            copy.put(metric, each);
            numbers.put(
                    metric,
                    each.stream()
                            .flatMapToDouble(value -> number(value).stream())
                            .toArray());
        });
        this.wanted = Collections.unmodifiableMap(copy);
    }

    private static OptionalDouble number(String value) {
        try {
            return OptionalDouble.of(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // a text never equals a number
        }
    }

    /** Reads {@code {metric: value}} or {@code {metric: [values]}} of JSON-like values; null is none. Throws {@link InvalidInput}. */
    public static MetricFilter of(Object json) {
        if (json == null || "".equals(json)) {
            return NONE;
        }
        if (!(json instanceof Map<?, ?> map)) {
            throw InvalidInput.of("filter", String.valueOf(json), "not an object of metrics and values");
        }
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        map.forEach((metric, values) -> {
            List<String> texts = new ArrayList<>();
            Collection<?> all = values instanceof Collection<?> several ? several : List.of(String.valueOf(values));
            all.forEach(value -> texts.add(text(value)));
            wanted.put(String.valueOf(metric), texts);
        });
        return new MetricFilter(wanted);
    }

    private static String text(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return String.valueOf(value);
    }

    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** Metric name to values, in the order given, each once. */
    public Map<String, List<String>> wanted() {
        return wanted;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MetricFilter filter && filter.wanted.equals(wanted);
    }

    @Override
    public int hashCode() {
        return wanted.hashCode();
    }

    @Override
    public String toString() {
        return "MetricFilter" + wanted;
    }

    /** Whether a number is one of those wanted of a metric. */
    public boolean accepts(String metric, double number) {
        List<String> values = wanted.get(metric);
        if (values == null) {
            return false;
        }
        for (double one : numbers.get(metric)) {
            if (one == number) {
                return true;
            }
        }
        return values.contains("*");
    }

    /** Whether a text is one of those wanted of a metric. */
    public boolean accepts(String metric, String text) {
        for (String value : wanted.getOrDefault(metric, List.of())) {
            if (matches(value, text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a pattern, {@code *} standing for any characters, matches the whole of a text; in linear steps back. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
