// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

/** A call that was not taken because too many wait already. Thread: immutable. */
final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy(String script) {
        super("script \"" + script + "\": too many requests wait for it", null, false, false);
    }
}
