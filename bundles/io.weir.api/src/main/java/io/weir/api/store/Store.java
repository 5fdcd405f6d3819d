// SPDX-License-Identifier: Apache-2.0
package io.weir.api.store;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Named pieces of state that outlive the process, as files in the home.
 *
 * <p>A write is whole or not at all (temporary file, sync, rename), and when it returns it is on disk. When the newest
 * file of a piece is damaged the last good one is read and a warning says so. Thread: any.
 */
@ProviderType
public interface Store {
    /** The store of one owner: {@code app~script.js} for a script, {@code flow} for flow definitions. */
    Shelf shelf(String owner);

    /** The pieces of one owner. Keys may be any text. Failures to write or read throw {@link java.io.UncheckedIOException}. */
    @ProviderType
    interface Shelf {
        Optional<String> read(String key);

        /** Writes a piece, whole. */
        void write(String key, String text);

        /** Removes a piece; false when there is none. */
        boolean delete(String key);

        List<String> keys();
    }
}
