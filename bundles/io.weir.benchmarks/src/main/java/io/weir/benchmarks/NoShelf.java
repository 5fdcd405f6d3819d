// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.api.store.Store;
import java.util.List;
import java.util.Optional;

/** Keeps nothing. Thread: any. */
final class NoShelf implements Store.Shelf {
    @Override
    public Optional<String> read(String key) {
        return Optional.empty();
    }

    @Override
    public void write(String key, String text) {
        throw new IllegalStateException("nothing is to be kept");
    }

    @Override
    public boolean delete(String key) {
        return false;
    }

    @Override
    public List<String> keys() {
        return List.of();
    }
}
