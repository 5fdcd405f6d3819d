// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When each flow key was last seen in traffic.
 *
 * <p>Looking for all keys in every sample would cost more than the flows do; so only the first few samples after each tick
 * are looked through. Thread: confined to the shard.
 */
final class KeysSeen {
    private static final int EACH_TICK = 4;
    private static final int LAYERS = 3;

    private final Vocabulary vocabulary;
    private final Map<String, String[]> names = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();
    private final KeyValue scratch = new KeyValue();
    private Collection<FlowKey> keys = List.of();
    private long revision = -1;
    private int left = EACH_TICK;

    KeysSeen(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    void tick() {
        left = EACH_TICK;
    }

    void offer(Observation sample) {
        if (left > 0) {
            left--;
            examine(sample);
        }
    }

    private void examine(Observation sample) {
        if (revision != vocabulary.keys.revision()) {
            revision = vocabulary.keys.revision();
            keys = vocabulary.keys.all();
            names.clear();
            keys.forEach(key -> names.put(key.name(), new String[] {key.name(), key.name() + ".1", key.name() + ".2"}));
            seen.keySet()
                    .retainAll(names.values().stream().flatMap(Arrays::stream).toList());
        }
        for (FlowKey key : keys) {
            int layers = key.layered() ? LAYERS : 1;
            for (int layer = 0; layer < layers && key.extractor().extract(sample, layer, scratch); layer++) {
                seen.put(names.get(key.name())[layer], sample.millis());
            }
        }
    }

    Map<String, Long> times() {
        return new TreeMap<>(seen);
    }
}
