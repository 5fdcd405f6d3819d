// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

/** Something a resource needs is not there now: 503, to be tried again. Thread: immutable. */
final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int seconds;

    /**
     * Says what is not there.
     *
     * @param seconds after which to try again
     */
    Unavailable(String message, int seconds) {
        super(message, null, false, false);
        this.seconds = seconds;
    }

    int seconds() {
        return seconds;
    }
}
