// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

/**
 * Where the details of a table's rows are, in words of eight bytes from where they begin. Thread: immutable.
 *
 * @param timed whether rows keep when the flow began and its total, for the log
 * @param valueWords words of further values
 */
record RowShape(boolean timed, int valueWords) {
    /** How much of the sum may be of flows that were pushed out. */
    static final int OVERCOUNT = 0;

    /** When the flow began; 0 when none is open for the log. */
    static final int FIRST = 1;

    /** The sum of weights since the flow began, not decayed. */
    static final int TOTAL = 2;

    int values() {
        return timed ? 3 : 1;
    }

    int key() {
        return values() + valueWords;
    }
}
