// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.api.store.Settings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Settings that a test gives; a name that holds {@code password} is a secret's. Thread: immutable. */
public record GivenSettings(Map<String, String> values) implements Settings {
    public GivenSettings {
        values = Map.copyOf(values);
    }

    /** Settings given as name and value in turn. */
    public static GivenSettings of(String... namesAndValues) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new GivenSettings(values);
    }

    @Override
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public Collection<String> names() {
        return values.keySet().stream().filter(name -> !secret(name)).toList();
    }

    @Override
    public boolean secret(String name) {
        return name.contains("password");
    }
}
