// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.Registration;
import io.weir.api.time.Timeline;
import java.time.Duration;

/** A clock moved by hand, without timers. */
final class HandClock implements Timeline {
    private long millis = 1_800_000_000_000L;

    void advance(long ms) {
        millis += ms;
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public long nanos() {
        return millis * 1_000_000;
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        throw new UnsupportedOperationException("no timers");
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        throw new UnsupportedOperationException("no timers");
    }
}
