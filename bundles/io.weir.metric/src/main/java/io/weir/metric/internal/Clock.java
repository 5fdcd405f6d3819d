// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

/**
 * Tells the time between two readings of the same counters.
 *
 * <p>The agent's own uptime counts where it advances sanely: then rates are right for a capture that is replayed at any
 * speed, and jitter on the way does no harm. Otherwise arrival counts. Thread: confined to the shard.
 */
final class Clock {
    /** There is no reading to compare with. */
    static final double NONE = 0;

    /** The reading repeats the one before: it came less than 50 ms after. */
    static final double REPEATED = -1;

    /** The longest time, in ms, over which a rate makes sense. */
    static final long LONGEST = 3_600_000;

    /** A source that spoke but once is silent after this many ms. */
    static final long ONCE = 600_000;

    private static final long SHORTEST = 50;
    private static final long SOONEST_EXPIRY = 60_000;
    private static final int MISSED = 4;

    private long uptime;
    private long millis;
    private long updated;
    private long gap;
    private int restarts;
    private boolean started;

    /**
     * Moves on to a reading, and returns the seconds since the last one, {@link #NONE} or {@link #REPEATED}.
     *
     * @param uptime of the agent, ms; wraps at 2^32
     * @param millis when it arrived: ms since 1970
     * @param restarts how often the agent restarted so far
     */
    double advance(long uptime, long millis, int restarts) {
        double seconds = started && restarts == this.restarts ? seconds(uptime, millis) : NONE;
        if (seconds == REPEATED) {
            updated = millis;
            return seconds;
        }
        gap = started ? Math.min(LONGEST, Math.max(0, millis - this.millis)) : 0;
        started = true;
        this.uptime = uptime;
        this.millis = millis;
        this.restarts = restarts;
        updated = millis;
        return seconds;
    }

    private double seconds(long uptime, long millis) {
        long own = uptime - this.uptime & 0xffff_ffffL;
        long arrival = millis - this.millis;
        long elapsed = own > 0 && own <= LONGEST ? own : arrival;
        if (elapsed >= 0 && elapsed < SHORTEST) {
            return REPEATED;
        }
        return elapsed < 0 || elapsed > LONGEST ? NONE : elapsed / 1000.0;
    }

    /** When the last reading arrived: ms since 1970. */
    long updated() {
        return updated;
    }

    /**
     * Whether the source fell silent: after four times the interval between its last two readings (at least 60 s), or
     * after {@link #ONCE} when there was one reading only.
     */
    boolean expired(long millis) {
        long patience = gap == 0 ? ONCE : Math.max(SOONEST_EXPIRY, MISSED * gap);
        return millis - updated > patience;
    }
}
