// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

/** Why a folder or a zip is no app. Thread: immutable. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String fact) {
        super(fact, null, false, false);
    }
}
