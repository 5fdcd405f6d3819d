// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.Catalog;
import io.weir.api.Entry;
import io.weir.api.Registration;
import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Flow keys that users' programs bring: a field of an rtflow sample is a key from the first sample on that has it, and those of
 * {@code flow.custom.keys} are from the start. At most {@value #MOST} of samples are keys at a time: a new one takes the place of
 * the one that has not come for longest, if that is ten minutes or if a definition waits for the new one. Those that definitions
 * name, and those of the setting, never lose their place.
 *
 * <p>Thread: guarded by {@link Standings}, which knows what is named.
 */
final class CustomKeys {
    private static final int MOST = 256;
    private static final long SILENT_MILLIS = 600_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** A key, and when a sample had it last. */
    private static final class Met {
        final Registration key;
        long millis;

        Met(Registration key) {
            this.key = key;
        }
    }

    private final Catalog<FlowKey> keys;
    /** The one that has not come for longest is the first. */
    private final Map<String, Met> met = new LinkedHashMap<>(16, 0.75f, true);

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

    /** Makes a key that stays of a name in the settings; what is no name, or is a key, is passed over. */
    void give(String name) {
        if (NAME.matcher(name).matches() && keys.find(name).isEmpty()) {
            keys.add(List.of(key(name, KeyType.INTEGER)));
        }
    }

    /**
     * Makes a key of a field, or notes that it came again; true when there is a new key now.
     *
     * @param named whether a definition has a key, or waits for it
     */
    boolean meet(String name, KeyType type, long millis, Predicate<String> named) {
        Met known = met.get(name);
        if (known != null) {
            known.millis = millis;
            return false;
        }
        // a standard key keeps its meaning
        if (!NAME.matcher(name).matches()
                || keys.find(name).isPresent()
                || met.size() >= MOST && !makeRoom(named.test(name), millis, named)) {
            return false;
        }
        Met added = new Met(keys.add(List.of(key(name, type))));
        added.millis = millis;
        met.put(name, added);
        return true;
    }

    private static FlowKey key(String name, KeyType type) {
        return new FlowKey(name, type, false, "Field of flows that programs report (rtflow).", new Field(name));
    }

    /** Removes the first that no definition names, if it has not come for long or room is needed; those named count as come. */
    private boolean makeRoom(boolean needed, long millis, Predicate<String> named) {
        for (int i = 0; i < MOST; i++) {
            Map.Entry<String, Met> first = met.entrySet().iterator().next();
            if (!needed && millis - first.getValue().millis < SILENT_MILLIS) {
                return false;
            }
            if (!named.test(first.getKey())) {
                remove(first.getKey());
                return true;
            }
            met.get(first.getKey()).millis = millis;
        }
        return false;
    }

    /** Removes a key of samples, if there is one of this name. */
    void remove(String name) {
        Met gone = met.remove(name);
        if (gone != null) {
            gone.key.close();
        }
    }
}
