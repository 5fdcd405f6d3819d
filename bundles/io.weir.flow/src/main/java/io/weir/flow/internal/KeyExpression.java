// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key or a key function as people write it: {@code name}, or {@code name:argument:argument} where an argument in brackets
 * is a key expression again and a backslash takes the meaning off the next character.
 *
 * <p>Thread: immutable.
 *
 * @param source as it was written
 * @param name of the key, or of the function when there are arguments
 */
record KeyExpression(String source, String name, List<Argument> arguments) {
    private static final int DEEPEST = 16;
    private static final int LONGEST = 4096;

    /** An argument: its text, escapes removed, and what is within its brackets. */
    record Argument(String text, Optional<KeyExpression> nested) {
        KeyExpression expression() {
            return nested.orElseGet(() -> new KeyExpression(text, text, List.of()));
        }
    }

    /** Reads an expression. Throws {@link InvalidInput} with the place. */
    static KeyExpression parse(String source) {
        if (source.length() > LONGEST) {
            throw InvalidInput.of("flow key", source.substring(0, 40), "longer than " + LONGEST + " characters");
        }
        return parse(source.strip(), 0);
    }

    private static KeyExpression parse(String source, int depth) {
        if (depth > DEEPEST) {
            throw InvalidInput.of("flow key", source, "nested deeper than " + DEEPEST);
        }
        List<Argument> parts = new ArrayList<>();
        int start = 0;
        for (int end = end(source, start); ; end = end(source, start)) {
            parts.add(argument(source.substring(start, end), depth));
            if (end == source.length()) {
                break;
            }
            start = end + 1;
        }
        Argument head = parts.get(0);
        if (head.nested().isPresent()) {
            if (parts.size() > 1) {
                throw InvalidInput.of("flow key", source, "a function's name is expected before the arguments")
                        .at(0);
            }
            return head.nested().get();
        }
        if (head.text().isEmpty()) {
            throw InvalidInput.of("flow key", source, "empty name").at(0);
        }
        return new KeyExpression(source, head.text(), List.copyOf(parts.subList(1, parts.size())));
    }

    /** The place of the next colon outside of brackets, or the end. */
    private static int end(String source, int from) {
        int depth = 0;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && --depth < 0) {
                throw InvalidInput.of("flow key", source, "bracket was never opened")
                        .at(i);
            } else if (c == ':' && depth == 0) {
                return i;
            }
        }
        if (depth > 0) {
            throw InvalidInput.of("flow key", source, "bracket is never closed").at(source.length());
        }
        return source.length();
    }

    private static Argument argument(String raw, int depth) {
        if (raw.startsWith("[") && raw.endsWith("]")) {
            return new Argument(
                    raw.substring(1, raw.length() - 1),
                    Optional.of(parse(raw.substring(1, raw.length() - 1), depth + 1)));
        }
        return new Argument(unescape(raw), Optional.empty());
    }

    private static String unescape(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '\\' && i + 1 < raw.length()) {
                i++;
            }
            text.append(raw.charAt(i));
        }
        return text.toString();
    }
}
