// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.Entry;
import io.weir.api.InvalidInput;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes keys of expressions, and notes which rows they took and which names are not known: the latter yield no value.
 *
 * <p>Thread: confined to its user.
 */
final class Binding {
    private static final BoundKey NOTHING = (sample, out) -> false;
    private static final Pattern LAYERED = Pattern.compile("(.+)\\.(\\d)");

    /** A key with its layer. */
    private record Named(FlowKey key, int layer) {}

    private final Vocabulary vocabulary;
    private final Set<Entry> rows = new LinkedHashSet<>();
    private final Map<String, Unknown> unknown = new LinkedHashMap<>();

    Binding(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The rows that were taken. */
    Set<Entry> rows() {
        return rows;
    }

    /** The first name that is not known; empty when all are. */
    Optional<Unknown> unknown() {
        return unknown.values().stream().findFirst();
    }

    /** The key of a text. Throws {@link InvalidInput} when it is malformed; a name that is not known is noted. */
    BoundKey key(String text) {
        return key(KeyExpression.parse(text));
    }

    BoundKey key(KeyExpression expression) {
        return expression.arguments().isEmpty() ? named(expression.name()) : function(expression);
    }

    private BoundKey named(String name) {
        Named named = find(name);
        if (named == null) {
            unknown.putIfAbsent(name, Unknown.key(name, vocabulary.keys.nearest(name)));
            return NOTHING;
        }
        rows.add(named.key());
        Extractor extractor = named.key().extractor();
        int layer = named.layer();
        return (sample, out) -> extractor.extract(sample, layer, out);
    }

    private Named find(String name) {
        Optional<FlowKey> plain = vocabulary.keys.find(name);
        if (plain.isPresent()) {
            return new Named(plain.get(), 0);
        }
        Matcher layered = LAYERED.matcher(name);
        if (!layered.matches()) {
            return null;
        }
        return vocabulary
                .keys
                .find(layered.group(1))
                .filter(FlowKey::layered)
                .map(key -> new Named(key, Integer.parseInt(layered.group(2))))
                .orElse(null);
    }

    private BoundKey function(KeyExpression expression) {
        Optional<KeyFunction> row = vocabulary.functions.find(expression.name());
        if (row.isPresent()) {
            rows.add(row.get());
            try {
                return row.get().binder().bind(new FunctionArguments(this, expression));
            } catch (InvalidInput e) {
                throw e.within("key function", expression.source());
            }
        }
        String name = expression.name();
        if (!vocabulary.awaited(name)) {
            throw InvalidInput.of("key function", name, "unknown").suggest(vocabulary.functions.nearest(name));
        }
        unknown.putIfAbsent(name, Unknown.function(name));
        return NOTHING;
    }

    /** Whether an expression names a key or a function. */
    boolean known(KeyExpression expression) {
        return expression.arguments().isEmpty()
                ? find(expression.name()) != null
                : vocabulary.functions.find(expression.name()).isPresent() || vocabulary.awaited(expression.name());
    }

    /** The type of a plain key's values; empty for functions and unknown names. */
    Optional<KeyType> type(KeyExpression expression) {
        if (!expression.arguments().isEmpty()) {
            return Optional.empty();
        }
        Named named = find(expression.name());
        return named == null ? Optional.empty() : Optional.of(named.key().type());
    }
}
