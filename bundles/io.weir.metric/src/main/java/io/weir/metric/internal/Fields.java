// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.metric.CounterField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Gathers the fields of a structure, in the order of the wire. Thread: confined to its user. */
final class Fields {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final List<CounterField> fields = new ArrayList<>();

    static Fields start() {
        return new Fields();
    }

    Fields add(CounterField field) {
        fields.add(field);
        return this;
    }

    Fields add(CounterField.Type type, String name, String origin) {
        return add(CounterField.of(type, name, origin));
    }

    /** A text that a number stands for; names from 0 on, separated by spaces. */
    Fields named(String name, String origin, String names) {
        return add(CounterField.of(CounterField.Type.NAMED32, name, origin).named(numbered(names)));
    }

    /** Bits of the word before; names from 0 on, none for a number. */
    Fields bits(String name, String origin, int shift, int width, String names) {
        return add(CounterField.of(CounterField.Type.BITS, name, origin)
                .bits(shift, width)
                .named(numbered(names)));
    }

    /**
     * Fields of one type.
     *
     * @param prefix of the metrics' names
     * @param words names of the fields in the definition; the metric is its lower case, unless {@code field=metric}
     */
    Fields run(CounterField.Type type, String prefix, String words) {
        for (String word : SPACE.split(words.strip(), -1)) {
            int equals = word.indexOf('=');
            String origin = equals < 0 ? word : word.substring(0, equals);
            String name = equals < 0 ? word.toLowerCase(Locale.ROOT) : word.substring(equals + 1);
            add(type, prefix + name, origin);
        }
        return this;
    }

    Fields skip(CounterField.Type type, String origin) {
        return add(type, "", origin);
    }

    List<CounterField> list() {
        return List.copyOf(fields);
    }

    private static Map<Long, String> numbered(String names) {
        Map<Long, String> numbered = new HashMap<>();
        if (!names.isEmpty()) {
            for (String name : SPACE.split(names.strip(), -1)) {
                numbered.put((long) numbered.size(), name);
            }
        }
        return numbered;
    }
}
