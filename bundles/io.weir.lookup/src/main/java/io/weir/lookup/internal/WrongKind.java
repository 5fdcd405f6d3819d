// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import java.io.IOException;
import java.io.Serial;

/** A file is whole and tells nothing of what it is there for; the message says what it is. Thread: immutable. */
final class WrongKind extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    WrongKind(String message) {
        super(message);
    }
}
