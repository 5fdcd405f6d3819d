// SPDX-License-Identifier: Apache-2.0
package io.weir.api.lookup;

import io.weir.api.InvalidInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads lists of texts by label, in bounds. Thread: any. */
final class Labels {
    private static final Pattern NAME = Pattern.compile("[^/\\p{Cntrl}]{1,128}");
    private static final int LONGEST = 256;
    private static final int MOST = 1_000_000;

    private Labels() {}

    static String name(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw InvalidInput.of(what, name, "a name has 1 to 128 characters, no slash or control character");
        }
        return name;
    }

    static Map<String, List<String>> copy(Map<String, List<String>> labels) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        labels.forEach((label, values) -> copy.put(label, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }

    /**
     * Reads lists.
     *
     * @param split whether a text that stands for a list has commas between its items, or is one item
     */
    static Map<String, List<String>> read(String what, String name, Map<String, ?> given, boolean split) {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        int count = 0;
        for (Map.Entry<String, ?> each : given.entrySet()) {
            String label = text(what, name, each.getKey());
            List<String> values = new ArrayList<>();
            Object value = each.getValue();
            Collection<?> items = value instanceof Collection<?> several
                    ? several
                    : split && value instanceof String one ? List.of(one.split(",", -1)) : Collections.singleton(value);
            for (Object item : items) {
                String text = text(what, name, item);
                if (!text.isEmpty()) {
                    values.add(text);
                }
            }
            count += 1 + values.size();
            if (count > MOST) {
                throw InvalidInput.of(what, name, "too many entries: limit=" + MOST);
            }
            labels.put(label, values);
        }
        return labels;
    }

    private static String text(String what, String name, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Map || value instanceof Collection) {
            throw InvalidInput.of(what, name, "each label has a list of texts, not " + shape(value));
        }
        String text = value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString(number.longValue())
                : String.valueOf(value).strip();
        if (text.length() > LONGEST || text.codePoints().anyMatch(Character::isISOControl)) {
            throw InvalidInput.of(
                    what,
                    name,
                    "a text has at most " + LONGEST + " characters and no control characters: length=" + text.length());
        }
        return text;
    }

    private static String shape(Object value) {
        return value instanceof Map ? "an object in it" : "a list in it";
    }
}
