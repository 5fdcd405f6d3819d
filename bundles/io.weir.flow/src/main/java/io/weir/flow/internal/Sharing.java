// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.shard.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the definitions of a shard have in common, so that each key, filter and list of keys is worked out once for a sample
 * however many definitions have it.
 *
 * <p>Thread: confined to the shard.
 */
final class Sharing {
    /** More than that is begun anew: what definitions no longer in force had would stay for ever otherwise. */
    private static final int MOST = 2048;

    /** Hashes the keys of all tables of the shard. */
    final KeyHash hash;

    final Layouts layouts = new Layouts();

    /** The number of the sample that is being offered; rises with each. */
    long sample;

    /** The number of the batch it belongs to. */
    long batch;

    private final Map<String, SharedKey> keys = new HashMap<>();
    private final Map<String, SharedCondition> conditions = new HashMap<>();
    private final Map<List<String>, KeyList> lists = new HashMap<>();
    private long revision = -1;
    private long laidOut = -1;
    private int layout;

    /** Nothing shared yet; hashes are seeded with {@code seed}. */
    Sharing(long seed) {
        hash = new KeyHash(seed);
    }

    /** Begins anew when the vocabulary has changed, for a name may stand for something else now. */
    void revise(long vocabulary) {
        if (revision != vocabulary || keys.size() > MOST || conditions.size() > MOST || lists.size() > MOST) {
            revision = vocabulary;
            keys.clear();
            conditions.clear();
            lists.clear();
        }
    }

    /** The number of the layout of the sample that is being offered; -1 when it has none. */
    int layout(Observation observation) {
        if (laidOut != sample) {
            laidOut = sample;
            layout = layouts.number(observation);
        }
        return layout;
    }

    SharedKey key(String text, Supplier<SharedKey> made) {
        return shared(keys, text, made);
    }

    SharedCondition condition(String text, Supplier<SharedCondition> made) {
        return shared(conditions, text, made);
    }

    /** The list of keys of these texts; {@code key} makes those that are not known. */
    KeyList list(List<String> texts, Function<String, SharedKey> key) {
        return shared(
                lists,
                List.copyOf(texts),
                () -> new KeyList(this, texts.stream().map(key).toArray(SharedKey[]::new)));
    }

    private static <K, V> V shared(Map<K, V> known, K name, Supplier<V> made) {
        V value = known.get(name);
        if (value == null) {
            value = made.get();
            known.put(name, value);
        }
        return value;
    }
}
