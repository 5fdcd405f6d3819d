// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/** How often a data source sends its counters. Thread: confined to the shard. */
final class PollingBook {
    private static final double WEIGHT = 0.2;
    private static final long LONGEST = 86_400_000;

    private boolean heard;
    private long uptime;
    private long millis;
    private double interval;

    /** Takes in a counter sample: by the agent's uptime where that advances, else by its arrival. */
    void accept(long at, long arrival) {
        long passed = at - uptime;
        if (passed <= 0 || passed > LONGEST) {
            passed = arrival - millis;
        }
        if (heard && passed > 0 && passed <= LONGEST) {
            interval = interval == 0 ? passed : interval + WEIGHT * (passed - interval);
        }
        heard = true;
        uptime = at;
        millis = arrival;
    }

    /** Milliseconds, smoothed; 0 while unknown. */
    double interval() {
        return interval;
    }
}
