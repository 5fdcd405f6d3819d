// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import io.weir.api.query.MetricFilter;
import io.weir.api.script.Callback;
import io.weir.script.internal.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The arguments of a call, read as the language coerces them: numbers as strings, an array of one as that one, query
 * objects as they come with a request.
 *
 * <p>Thread: immutable.
 */
record Arguments(String function, List<?> list) {
    Object value(int index) {
        return index < list.size() ? list.get(index) : null;
    }

    boolean has(int index) {
        return value(index) != null && !text(index).isEmpty();
    }

    /** As {@code '' + value}, but empty for what is not there. */
    String text(int index) {
        return value(index) == null ? "" : show(value(index));
    }

    /** A text as {@code '' + value} makes it; objects as JSON. */
    static String show(Object value) {
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString(number.longValue())
                    : Double.toString(number);
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(each -> each == null ? "" : show(each)).collect(Collectors.joining(","));
        }
        return value instanceof Map ? Json.text(value) : String.valueOf(value);
    }

    /** A number, which may come as text; {@code otherwise} for what is not there and for NaN, the number of nothing. */
    double number(int index, double otherwise) {
        if (!has(index)) {
            return otherwise;
        }
        try {
            double number = value(index) instanceof Double given
                    ? given
                    : Double.parseDouble(text(index).trim());
            return Double.isNaN(number) ? otherwise : number;
        } catch (NumberFormatException e) {
            throw InvalidInput.of(function, "argument " + (index + 1), "not a number: value=" + text(index));
        }
    }

    int integer(int index, int otherwise) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(index, otherwise)));
    }

    /** Names in an array (of arrays), or separated by commas or semicolons. */
    List<String> names(int index) {
        List<String> names = new ArrayList<>();
        collect(value(index), names);
        return names;
    }

    /** Agents: as {@link #names}; of nothing the language makes {@code null}, which names no agent, and so is the answer. */
    List<String> agents(int index) {
        List<String> agents = names(index);
        return agents.isEmpty() ? List.of("null") : agents;
    }

    private static void collect(Object value, List<String> names) {
        if (value instanceof Collection<?> several) {
            several.forEach(each -> collect(each, names));
        } else if (value != null) {
            for (String name : show(value).split("[,;]", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
    }

    /** An object, empty when there is none. */
    Map<String, Object> object(int index) {
        Object value = value(index);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw InvalidInput.of(function, "argument " + (index + 1), "not an object: value=" + text(index));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, each) -> object.put(String.valueOf(name), each));
        return object;
    }

    MetricFilter filter(int index) {
        return MetricFilter.of(value(index));
    }

    Callback callback(int index) {
        if (value(index) instanceof Callback callback) {
            return callback;
        }
        throw InvalidInput.of(function, "argument " + (index + 1), "not a function");
    }
}
