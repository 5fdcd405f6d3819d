// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

/**
 * Where the fields of a table's rows are, in words of eight bytes from the row's begin. Thread: immutable.
 *
 * @param timed whether rows keep when the flow began and its total, for the log
 * @param valueWords words of further values
 */
record RowShape(boolean timed, int valueWords) {
    /** The data source's number (high half) and the key's length in words (low half). */
    static final int OWNER = 0;

    /** S, the decayed sum of weights, as of the landmark. */
    static final int SUM = 1;

    /** Q, the decayed sum of squared weights, as of the landmark. */
    static final int SQUARES = 2;

    /** How much of S may be of flows that were pushed out. */
    static final int OVERCOUNT = 3;

    /** When a sample last counted: ms since 1970. */
    static final int LAST = 4;

    /** When the flow began; 0 when none is open for the log. */
    static final int FIRST = 5;

    /** The sum of weights since the flow began, not decayed. */
    static final int TOTAL = 6;

    int values() {
        return timed ? 7 : 5;
    }

    int key() {
        return values() + valueWords;
    }
}
