// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.api.store.Settings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Settings of a map. Thread: immutable. */
record GivenSettings(Map<String, String> values) implements Settings {
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
