// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.io.IOException;

/** A capture file ends in the midst of a record, or is damaged. Thread: immutable. */
final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken(String fact) {
        super(fact);
    }

    static Broken cutShort(long at, long missing) {
        return new Broken("cut short: the record at byte " + at + " lacks " + missing + " bytes");
    }

    static Broken damaged(long at, String fact) {
        return new Broken("damaged at byte " + at + ": " + fact);
    }
}
