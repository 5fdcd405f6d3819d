// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.Entry;
import io.weir.api.InvalidInput;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
    /** Names that clients of the time before sets of groups had names still send, and what they mean. */
    private static final Map<String, String> FORMER = Map.of(
            "sourcegroup", "or:[group:ipsource:default]:[group:ip6source:default]",
            "destinationgroup", "or:[group:ipdestination:default]:[group:ip6destination:default]");

    private static final Pattern LAYERED = Pattern.compile("(.+)\\.(\\d)");

    /** A key with its layer. */
    private record Named(FlowKey key, int layer) {}

    /** A plain key: one class for all, so that reading it is one call of the catalog's extractor. */
    private static final class Plain implements Place.TellingKey {
        private final Extractor extractor;
        private final int layer;

        Plain(Named named) {
            extractor = named.key().extractor();
            layer = named.layer();
        }

        @Override
        public boolean extract(Observation sample, KeyValue out) {
            return extractor.extract(sample, layer, out);
        }

        @Override
        public Optional<NumberExtractor> number() {
            return extractor instanceof NumberExtractor number ? Optional.of(number) : Optional.empty();
        }

        @Override
        public Place place(Layout layout) {
            return Place.of(extractor, layout, layer);
        }
    }

    private final Vocabulary vocabulary;
    private final Sharing sharing;
    private final Set<Entry> rows = new LinkedHashSet<>();
    private final Map<String, Unknown> unknown = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private String property = "keys";
    private int position = -1;

    /** One whose keys are not for samples: to check a definition, or to learn what it needs. */
    Binding(Vocabulary vocabulary) {
        this(vocabulary, new Sharing(0));
    }

    KeyHash hash() {
        return sharing.hash;
    }

    /** One for the definitions of a shard. */
    Binding(Vocabulary vocabulary, Sharing sharing) {
        this.vocabulary = vocabulary;
        this.sharing = sharing;
    }

    /** Tells what is read from here on, for what is noted of names that are not known. */
    void reading(String property) {
        this.property = property;
        position = -1;
    }

    /** Tells where in the filter the key begins that is read next. */
    void at(int position) {
        this.position = position;
    }

    /** The rows that were taken. */
    Set<Entry> rows() {
        return rows;
    }

    /** The names that are not known. */
    Set<String> awaited() {
        return Set.copyOf(unknown.keySet());
    }

    /** Notes what may be written and yet is in vain. */
    void warn(String warning) {
        warnings.add(warning);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The first name that is not known; empty when all are. */
    Optional<Unknown> unknown() {
        return unknown.values().stream().findFirst();
    }

    /** The key of a text. Throws {@link InvalidInput} when it is malformed; a name that is not known is noted. */
    SharedKey key(String text) {
        return sharing.key(text, () -> new SharedKey(sharing, key(KeyExpression.parse(text))));
    }

    /** The keys of texts, as {@link #key(String)} makes them. */
    KeyList keys(List<String> texts) {
        return sharing.list(texts, this::key);
    }

    /** The filter of a text; throws as {@link #key(String)} does. */
    Condition filter(String text) {
        return sharing.condition(text, () -> new SharedCondition(sharing, FilterParser.parse(text, this)));
    }

    /** The key of an argument: not shared, for what has it is. */
    BoundKey key(KeyExpression written) {
        KeyExpression expression = meant(written);
        return expression.arguments().isEmpty() ? named(expression.name()) : function(expression);
    }

    private static KeyExpression meant(KeyExpression written) {
        String meant = written.arguments().isEmpty() ? FORMER.get(written.name()) : null;
        return meant == null ? written : KeyExpression.parse(meant);
    }

    private BoundKey named(String name) {
        Named named = find(name);
        if (named == null) {
            List<String> meant = vocabulary
                    .functions
                    .find(name)
                    .map(function -> List.of(function.usage()))
                    .orElseGet(() -> vocabulary.keys.nearest(name));
            unknown.putIfAbsent(name, Unknown.key(name, meant).in(property, position));
            return NOTHING;
        }
        rows.add(named.key());
        return new Plain(named);
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
            throw find(name) == null
                    ? InvalidInput.of("key function", name, "unknown").suggest(vocabulary.functions.nearest(name))
                    : InvalidInput.of("flow key", name, "takes no arguments");
        }
        unknown.putIfAbsent(name, Unknown.function(name).in(property, position));
        return NOTHING;
    }

    /** Whether an expression names a key or a function. */
    boolean known(KeyExpression written) {
        KeyExpression expression = meant(written);
        return expression.arguments().isEmpty()
                ? find(expression.name()) != null
                : vocabulary.functions.find(expression.name()).isPresent() || vocabulary.awaited(expression.name());
    }

    /** The same where it is certain: a field that a program may report has none before one has come. */
    Optional<KeyType> certainType(KeyExpression expression) {
        Named named = expression.arguments().isEmpty() ? find(expression.name()) : null;
        return named == null || CustomKeys.is(named.key())
                ? Optional.empty()
                : Optional.of(named.key().type());
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
