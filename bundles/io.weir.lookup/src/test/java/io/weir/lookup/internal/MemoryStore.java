// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A store in memory. */
final class MemoryStore implements Store {
    final Map<String, Map<String, String>> shelves = new ConcurrentHashMap<>();

    @Override
    public Shelf shelf(String owner) {
        Map<String, String> pieces = shelves.computeIfAbsent(owner, any -> new TreeMap<>());
        return new Shelf() {
            @Override
            public Optional<String> read(String key) {
                return Optional.ofNullable(pieces.get(key));
            }

            @Override
            public void write(String key, String text) {
                pieces.put(key, text);
            }

            @Override
            public boolean delete(String key) {
                return pieces.remove(key) != null;
            }

            @Override
            public List<String> keys() {
                return List.copyOf(pieces.keySet());
            }
        };
    }
}
