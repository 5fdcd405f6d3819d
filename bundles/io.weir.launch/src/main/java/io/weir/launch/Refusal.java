// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

/** Why Weir does not start, in one line: what, why, what to do. Thread: immutable. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** Exit status of a command line that cannot be understood. */
    static final int USAGE = 2;
    /** Exit status of everything else that stands in the way. */
    static final int FAILURE = 1;

    private final int status;

    private Refusal(int status, String line) {
        super(line);
        this.status = status;
    }

    static Refusal usage(String line) {
        return new Refusal(USAGE, line);
    }

    static Refusal failure(String line) {
        return new Refusal(FAILURE, line);
    }

    int status() {
        return status;
    }
}
