// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.store.Settings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Settings that a test gives. Thread: immutable. */
public record GivenSettings(Map<String, String> given) implements Settings {
    @Override
    public Optional<String> get(String name) {
        return Optional.ofNullable(given.get(name));
    }

    @Override
    public Collection<String> names() {
        return given.keySet().stream().filter(name -> !secret(name)).toList();
    }

    @Override
    public boolean secret(String name) {
        return name.contains("password");
    }
}
