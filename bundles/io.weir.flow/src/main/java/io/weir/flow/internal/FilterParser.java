// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.KeyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads filters.
 *
 * <pre>
 * or    := and ('|' and)*
 * and   := term ('&amp;' term)*
 * term  := '(' or ')' | key op value (',' value)*
 * op    := '=' | '!=' | '~' | '!~'
 * </pre>
 *
 * {@code &&}, {@code ||} and {@code ==} mean the same as the single ones. A key or a value may stand in single quotes,
 * where a backslash goes before a quote. Outside of quotes a backslash takes the meaning off a separator. Patterns of
 * {@code ~} match the whole text of the key. The value {@code null} is true of a key that the sample has not; {@code !=}
 * and {@code !~} are the contrary of {@code =} and {@code ~}.
 *
 * <p>Thread: confined to its user; one use each.
 */
final class FilterParser {
    private static final int DEEPEST = 64;
    private static final int LONGEST = 65_536;

    private final String text;
    private final Binding binding;
    private int at;
    private int depth;

    private FilterParser(String text, Binding binding) {
        this.text = text;
        this.binding = binding;
    }

    /** The condition of a text. Throws {@link InvalidInput} with the place; names not known are noted in the binding. */
    static Condition parse(String text, Binding binding) {
        if (text.length() > LONGEST) {
            throw InvalidInput.of("filter", text.substring(0, 40), "longer than " + LONGEST + " characters");
        }
        FilterParser parser = new FilterParser(text, binding);
        Condition condition = parser.or();
        if (parser.at < text.length()) {
            throw parser.wrong("unexpected \"" + text.charAt(parser.at) + "\"");
        }
        return condition;
    }

    private InvalidInput wrong(String fact) {
        return InvalidInput.of("filter", text, fact + ": position=" + at).at(at);
    }

    private Condition or() {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(and());
        } while (take('|'));
        return Condition.any(conditions);
    }

    private Condition and() {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(term());
        } while (take('&'));
        return Condition.all(conditions);
    }

    /** Moves over a separator, also where it was written twice; false when another stands here. */
    private boolean take(char separator) {
        spaces();
        if (at == text.length() || text.charAt(at) != separator) {
            return false;
        }
        at++;
        if (separator != '(' && separator != ')' && at < text.length() && text.charAt(at) == separator) {
            at++;
        }
        return true;
    }

    private void spaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Condition term() {
        if (take('(')) {
            if (++depth > DEEPEST) {
                throw wrong("nested deeper than " + DEEPEST);
            }
            Condition inner = or();
            if (!take(')')) {
                throw wrong("\")\" is missing");
            }
            depth--;
            return inner;
        }
        spaces();
        int start = at;
        binding.at(start);
        String key = key();
        spaces();
        boolean negative = at < text.length() && text.charAt(at) == '!';
        int operator = at + (negative ? 1 : 0);
        char kind = operator < text.length() ? text.charAt(operator) : 0;
        if (kind != '=' && kind != '~') {
            throw wrong("an operator is expected, one of = != ~ !~ (range:KEY:MIN:MAX=true compares numbers)");
        }
        at = operator + (text.startsWith("==", operator) ? 2 : 1);
        Condition condition = kind == '=' ? equal(key, start) : like(key, start);
        return negative ? Condition.not(condition) : condition;
    }

    private String key() {
        if (at < text.length() && text.charAt(at) == '\'') {
            return quoted(true);
        }
        int start = at;
        int brackets = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at = Math.min(at + 1, text.length() - 1);
            } else if (c == '[') {
                brackets++;
            } else if (c == ']') {
                brackets--;
            } else if (brackets <= 0 && "=!~&|()".indexOf(c) >= 0) {
                break;
            }
        }
        String key = text.substring(start, at).strip();
        if (key.isEmpty()) {
            throw wrong("a flow key is expected");
        }
        return key;
    }

    /** A token in quotes; escapes other than of quotes stay where they mean something to the reader. */
    private String quoted(boolean keepEscapes) {
        StringBuilder token = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                at++;
                return token.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                char next = text.charAt(at + 1);
                boolean meant = next == '\'' || (!keepEscapes && next == '\\');
                if (!meant) {
                    token.append(c);
                }
                at++;
                c = next;
            }
            token.append(c);
        }
        throw wrong("a quote is never closed");
    }

    private Condition equal(String key, int start) {
        List<Literal> values = new ArrayList<>();
        Optional<KeyType> type = type(key, start);
        valueBegins(type);
        boolean orMissing = false;
        do {
            spaces();
            boolean quoted = at < text.length() && text.charAt(at) == '\'';
            String value = quoted ? quoted(false) : bare(false);
            if (!quoted && value.equals("null")) {
                orMissing = true;
            } else {
                Literal literal = new Literal(value);
                type.flatMap(literal::wanted)
                        .ifPresent(wanted -> binding.warn("filter \"" + text + "\": compares in vain: " + key + " is "
                                + wanted + ", never \"" + value + "\": position=" + start));
                values.add(literal);
            }
        } while (comma());
        try {
            return Condition.equal(binding.key(key), values, orMissing);
        } catch (InvalidInput e) {
            throw e.within("filter", text).at(start);
        }
    }

    private Condition like(String key, int start) {
        List<String> patterns = new ArrayList<>();
        valueBegins(type(key, start));
        do {
            spaces();
            patterns.add(at < text.length() && text.charAt(at) == '\'' ? quoted(true) : bare(true));
        } while (comma());
        try {
            return new RegexCondition(binding.key(key), patterns);
        } catch (InvalidInput e) {
            throw e.within("filter", text).at(start);
        }
    }

    private Optional<KeyType> type(String key, int start) {
        try {
            return binding.certainType(KeyExpression.parse(key));
        } catch (InvalidInput e) {
            throw e.within("filter", text).at(start);
        }
    }

    /** Something has to stand there, except where nothing may be meant: a text may be empty, and so may what a function makes. */
    private void valueBegins(Optional<KeyType> type) {
        spaces();
        boolean nothing = at == text.length() || "&|)".indexOf(text.charAt(at)) >= 0;
        if (nothing && type.filter(known -> known != KeyType.TEXT).isPresent()) {
            throw wrong("a value is expected (null for what the sample lacks)");
        }
    }

    private boolean comma() {
        spaces();
        if (at < text.length() && text.charAt(at) == ',') {
            at++;
            return true;
        }
        return false;
    }

    /** A value without quotes; in a pattern, separators within its brackets belong to it, and backslashes. */
    private String bare(boolean pattern) {
        StringBuilder value = new StringBuilder();
        int brackets = 0;
        int quote = -1;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                char next = text.charAt(++at);
                boolean separator = next == ',' || next == '&' || (!pattern && "|()'\\".indexOf(next) >= 0);
                value.append(separator ? "" : "\\").append(next);
                quote = -1;
                continue;
            }
            if (brackets == 0 && ",&|)".indexOf(c) >= 0) {
                break;
            }
            if (pattern) {
                brackets += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 && brackets > 0 ? -1 : 0;
            }
            quote = c == '\'' ? at : Character.isWhitespace(c) ? quote : -1;
            value.append(c);
        }
        if (quote >= 0) {
            at = quote;
            throw wrong("a quote is never opened (\\' for one that belongs to the value)");
        }
        return value.toString().strip();
    }
}
