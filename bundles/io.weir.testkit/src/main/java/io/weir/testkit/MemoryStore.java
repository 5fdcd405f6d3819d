// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.api.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store that lasts as long as the test: what is started on it again takes up what was saved. Thread: any. */
public final class MemoryStore implements Store {
    private final Map<String, Map<String, String>> shelves = new ConcurrentHashMap<>();

    /** The pieces of one owner by key, to look at and to change behind the owner's back. */
    public Map<String, String> pieces(String owner) {
        return shelves.computeIfAbsent(owner, any -> new ConcurrentSkipListMap<>());
    }

    @Override
    public Shelf shelf(String owner) {
        Map<String, String> pieces = pieces(owner);
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
