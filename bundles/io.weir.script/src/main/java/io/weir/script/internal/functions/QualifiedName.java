// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import java.util.Optional;

/** A metric with its data source, as in {@code 2.1.load_one} or {@code 3.tcp}: names hold no dot. Thread: immutable. */
record QualifiedName(String dataSource, String name) {
    static Optional<QualifiedName> of(String text) {
        int dot = text.lastIndexOf('.');
        return dot <= 0
                ? Optional.empty()
                : Optional.of(new QualifiedName(text.substring(0, dot), text.substring(dot + 1)));
    }
}
