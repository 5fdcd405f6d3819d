// SPDX-License-Identifier: Apache-2.0
package io.weir.api.store;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Ids that rise over restarts.
 *
 * <p>Blocks are reserved on disk ahead of use, so that giving one costs no write; after a crash the rest of a block is
 * skipped. Thread: any.
 */
@ProviderType
public interface Sequences {
    /** The sequence of a name; the same object for the same name. */
    Sequence open(String name);

    /** Gives ids. */
    @ProviderType
    @FunctionalInterface
    interface Sequence {
        /** The next id, greater than any that was given before, in this process or an earlier one; from 1. */
        long next();
    }
}
