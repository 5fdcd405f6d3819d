// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import io.weir.api.Entry;

/**
 * A flow key: a row of the catalog of keys. Thread: immutable.
 *
 * @param type what its values are
 * @param layered whether {@code name.1}, {@code name.2} … name its occurrences in inner headers
 */
public record FlowKey(String name, KeyType type, boolean layered, String doc, Extractor extractor) implements Entry {}
