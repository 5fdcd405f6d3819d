// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.store.Settings;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings given as a map. */
public record MapSettings(Map<String, String> values) implements Settings {
    public static MapSettings of(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new MapSettings(values);
    }

    @Override
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public Collection<String> names() {
        return values.keySet();
    }

    @Override
    public boolean secret(String name) {
        return false;
    }
}
