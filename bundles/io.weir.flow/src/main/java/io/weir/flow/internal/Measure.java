// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.keys.Numbers;
import java.util.Optional;

/**
 * A value of a definition: a statistic of a key. Thread: confined to the shard.
 *
 * @param statistic what is made of the key
 * @param key yields the numbers
 * @param number null unless the key tells numbers without a {@link KeyValue}
 * @param hash of values that are counted
 */
record Measure(Statistic statistic, SharedKey key, NumberExtractor number, KeyHash hash) {
    /** What {@link #read} answers when a sample has no value. */
    static final long MISSING = NumberExtractor.UNTOLD;

    /** Reads {@code bytes}, {@code avg:ipbytes}, {@code count:ipsource}. Throws {@link InvalidInput}. */
    static Measure parse(String text, Binding binding) {
        int colon = text.indexOf(':');
        Optional<Statistic> prefix = colon < 0 ? Optional.empty() : Statistic.find(text.substring(0, colon));
        KeyExpression expression = KeyExpression.parse(prefix.isPresent() ? text.substring(colon + 1) : text);
        if (!expression.arguments().isEmpty() && prefix.isEmpty() && !binding.known(expression)) {
            throw InvalidInput.of("value", text, "unknown \"" + expression.name() + "\" before the colon")
                    .suggest(Statistic.nearest(expression.name()));
        }
        Statistic statistic = prefix.orElse(Statistic.RATE);
        Optional<KeyType> type = binding.type(expression);
        if (statistic != Statistic.COUNT && type.isPresent() && type.get() != KeyType.INTEGER) {
            throw InvalidInput.of("value", text, "not a number");
        }
        SharedKey key = binding.key(expression.source());
        NumberExtractor number =
                statistic == Statistic.COUNT ? null : key.number().orElse(null);
        return new Measure(statistic, key, number, binding.hash());
    }

    /** The number of a sample, or the hash of what is counted; {@link #MISSING} when it has none. */
    long read(Observation sample) {
        long quick = number == null ? MISSING : number.number(sample);
        return quick == MISSING ? ask(sample) : quick;
    }

    private long ask(Observation sample) {
        if (!key.read(sample)) {
            return MISSING;
        }
        KeyValue value = key.value();
        if (statistic != Statistic.COUNT) {
            return Numbers.numeric(value) ? Numbers.of(value) : MISSING;
        }
        return value.type() == KeyType.TEXT
                ? hash.of(value.array(), value.offset(), value.length())
                : hash.of(value.high(), value.low());
    }
}
