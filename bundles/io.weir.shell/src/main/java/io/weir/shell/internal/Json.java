// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Prints JSON in ASCII, so that no text of it acts on a terminal. Thread: any. */
final class Json {
    private Json() {}

    /** The text of a value made of maps, collections, texts, finite numbers and truth values. */
    static String text(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            members(map, out);
        } else if (value instanceof Collection<?> items) {
            elements(List.copyOf(items), out);
        } else if (value instanceof Number number) {
            out.append(number(number));
        } else if (value instanceof Boolean) {
            out.append(value);
        } else {
            string(String.valueOf(value), out);
        }
    }

    /** A number without an exponent; one that is none is null. */
    static String number(Number number) {
        if (number instanceof Double value) {
            return Double.isFinite(value)
                    ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                    : "null";
        }
        return number.toString();
    }

    private static void members(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        String between = "";
        for (Map.Entry<?, ?> member : map.entrySet()) {
            out.append(between);
            string(String.valueOf(member.getKey()), out);
            out.append(':');
            write(member.getValue(), out);
            between = ",";
        }
        out.append('}');
    }

    private static void elements(List<?> items, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ",");
            write(items.get(i), out);
        }
        out.append(']');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
