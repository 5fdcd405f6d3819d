// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.Catalog;
import io.weir.api.Entry;
import io.weir.api.InvalidInput;
import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Flow keys that users' programs bring: a field of an rtflow sample is a key from the first sample on that has it, and those of
 * {@code flow.custom.keys} are from the start. At most {@value #MOST}.
 *
 * <p>Thread: any.
 */
final class CustomKeys {
    private static final int MOST = 256;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Catalog<FlowKey> keys;
    private final Set<String> met = ConcurrentHashMap.newKeySet();

    CustomKeys(Catalog<FlowKey> keys) {
        this.keys = keys;
    }

    /** Reads a field by its name. */
    private static final class Field implements Extractor {
        private final byte[] name;

        Field(String name) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean extract(Observation sample, int layer, KeyValue out) {
            return layer == 0 && sample instanceof CustomObservation custom && custom.field(name, out);
        }
    }

    /** Whether a row of the vocabulary is one of these. */
    static boolean is(Entry row) {
        return row instanceof FlowKey key && key.extractor() instanceof Field;
    }

    /** Makes a key of a field, unless its name has been met before; true when there is a new key now. */
    boolean meet(String name, KeyType type) {
        if (!NAME.matcher(name).matches() || met.size() >= MOST || !met.add(name)) {
            return false;
        }
        try {
            Extractor field = new Field(name);
            keys.add(List.of(new FlowKey(name, type, false, "Field of flows that programs report (rtflow).", field)));
            return true;
        } catch (InvalidInput taken) {
            return false; // a standard key keeps its meaning
        }
    }
}
