// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.shard.DataSource;

/**
 * A threshold that is triggered at a data source, and by a flow where it tells flows apart.
 *
 * <p>It stands until the value stayed at or below the threshold for the timeout. Thread: confined to the shard.
 */
final class Crossing {
    private static final long ABOVE = Long.MIN_VALUE;

    final DataSource source;
    final String flowKey;
    private long belowSince = ABOVE;
    private long pass;

    Crossing(DataSource source, String flowKey) {
        this.source = source;
        this.flowKey = flowKey;
    }

    void above() {
        belowSince = ABOVE;
    }

    void below(long millis) {
        if (belowSince == ABOVE) {
            belowSince = millis;
        }
    }

    boolean isAbove() {
        return belowSince == ABOVE;
    }

    /** Whether the value was not above the threshold for the timeout: the threshold may trigger again. */
    boolean over(long millis, double timeout) {
        return belowSince != ABOVE && millis - belowSince >= timeout * 1000;
    }

    /** Notes in which pass over the flows it was seen above. */
    void seen(long pass) {
        this.pass = pass;
    }

    boolean seenIn(long pass) {
        return this.pass == pass;
    }
}
