// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.store.Settings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Settings as a test wants them. Thread: immutable. */
record FixedSettings(Map<String, String> values) implements Settings {
    static FixedSettings of(String... pairs) {
        Map<String, String> values = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new FixedSettings(Map.copyOf(values));
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
