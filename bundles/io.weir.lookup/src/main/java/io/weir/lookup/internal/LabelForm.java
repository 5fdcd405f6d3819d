// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.SavedNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How lists of texts by label are kept over restarts: a property {@code 0.office} for each label, its texts a line each.
 *
 * <p>Thread: immutable.
 */
final class LabelForm<D> implements SavedNames.Form<D> {
    private final Function<D, Map<String, List<String>>> labels;
    private final BiFunction<String, Map<String, ?>, D> parse;

    LabelForm(Function<D, Map<String, List<String>>> labels, BiFunction<String, Map<String, ?>, D> parse) {
        this.labels = labels;
        this.parse = parse;
    }

    @Override
    public Map<String, String> write(D definition) {
        Map<String, String> lines = new LinkedHashMap<>();
        labels.apply(definition)
                .forEach((label, texts) -> lines.put(lines.size() + "." + label, String.join("\n", texts)));
        return lines;
    }

    @Override
    public D read(String name, Map<String, String> lines) {
        Map<Integer, String> order = new TreeMap<>();
        lines.keySet().stream()
                .filter(line -> line.matches("\\d{1,7}\\..*"))
                .forEach(line -> order.put(Integer.valueOf(line.substring(0, line.indexOf('.'))), line));
        Map<String, List<String>> read = new LinkedHashMap<>();
        order.values()
                .forEach(line -> read.put(
                        line.substring(line.indexOf('.') + 1),
                        lines.get(line).lines().toList()));
        return parse.apply(name, read);
    }
}
