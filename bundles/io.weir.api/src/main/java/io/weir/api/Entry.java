// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

/** A row of a {@link Catalog}: a name and a sentence about it. Thread: immutable. */
public interface Entry {
    String name();

    /** One sentence for the reference pages; never empty. */
    String doc();
}
