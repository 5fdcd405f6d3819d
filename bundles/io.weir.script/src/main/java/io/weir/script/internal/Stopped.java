// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

/** Ends a script's present task from within. An error, so that no {@code catch} of a script holds it. Thread: immutable. */
final class Stopped extends Error {
    private static final long serialVersionUID = 1L;

    Stopped(String fact) {
        super(fact);
    }
}
