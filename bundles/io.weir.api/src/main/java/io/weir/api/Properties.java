// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads the properties of a definition as people write them: numbers as strings, lists as comma-separated text.
 *
 * <p>Thread: immutable as far as its map is. Everything throws {@link InvalidInput} naming the property.
 */
public final class Properties {
    private final String what;
    private final String name;
    private final Map<String, ?> map;

    /**
     * Reads from a map of JSON-like values.
     *
     * @param what the kind of thing described, for messages: {@code threshold}
     * @param name which one
     */
    public Properties(String what, String name, Map<String, ?> map) {
        this.what = what;
        this.name = name;
        this.map = map;
    }

    /** A property's text; a list is joined with commas. Empty when absent, null or the empty text. */
    public Optional<String> text(String property) {
        Object value = map.get(property);
        if (value == null || "".equals(value)) {
            return Optional.empty();
        }
        if (value instanceof Map) {
            throw invalid(property, "must be a text");
        }
        return Optional.of(value instanceof Collection ? String.join(",", list(property)) : scalar(value));
    }

    /** A property's number; text is read, and an array of one, as query parameters come. Empty as {@link #text} is. */
    public OptionalDouble number(String property) {
        Object value = only(property);
        if (value == null || "".equals(value)) {
            return OptionalDouble.empty();
        }
        try {
            double number = value instanceof Number given
                    ? given.doubleValue()
                    : Double.parseDouble(scalar(value).trim());
            if (Double.isFinite(number)) {
                return OptionalDouble.of(number);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw invalid(property, "not a number: value=" + value);
    }

    /** Whether a property is set: true, or a text other than false, no or 0; an array of one is what it holds. */
    public boolean flag(String property) {
        Object value = only(property);
        if (value == null) {
            return false;
        }
        return switch (scalar(value)) {
            case "", "false", "no", "0" -> false;
            default -> true;
        };
    }

    /** The items of an array or of comma-separated text (commas in brackets or behind a backslash do not separate). */
    public List<String> list(String property) {
        Object value = map.get(property);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Map) {
            throw invalid(property, "must be a text or an array");
        }
        List<String> items = new ArrayList<>();
        if (value instanceof Collection<?> given) {
            given.forEach(item -> items.addAll(split(scalar(item))));
        } else {
            items.addAll(split(scalar(value)));
        }
        return items;
    }

    /** What to throw when a property must be there. */
    public InvalidInput missing(String property) {
        return invalid(property, "missing");
    }

    /** What to throw when a property is wrong. */
    public InvalidInput invalid(String property, String fact) {
        return InvalidInput.of(what, name, "property \"" + property + "\": " + fact);
    }

    private Object only(String property) {
        Object value = map.get(property);
        return value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
    }

    private static String scalar(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return String.valueOf(value);
    }

    private static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '[' -> depth++;
                case ']' -> depth--;
                case ',' -> {
                    if (depth <= 0) {
                        items.add(text.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {
                    // part of an item
                }
            }
        }
        items.add(text.substring(start));
        items.replaceAll(String::strip);
        items.removeIf(String::isEmpty);
        return items;
    }
}
