// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The errors of a script: the last one is kept, and logged; one that comes again and again is logged once a minute, and
 * no more than ten a second whatever they say. Those left out are counted in the next line.
 *
 * <p>Thread: any.
 */
final class Faults {
    private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int LINES_A_SECOND = 10;

    private final Consumer<String> log;
    private final LongSupplier nanos;
    private String last = "";
    private String told = "";
    private long logged;
    private long second;
    private int lines;
    private long left;
    private long count;

    /**
     * None yet.
     *
     * @param log takes a line
     * @param nanos as {@link System#nanoTime}: what is bounded is the log, which no replay moves
     */
    Faults(Consumer<String> log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
        this.second = nanos.getAsLong();
    }

    synchronized void report(String fault) {
        count++;
        last = ScriptFailure.shortened(fault);
        long now = nanos.getAsLong();
        if (now - second >= SECOND) {
            second = now;
            lines = 0;
        }
        if (lines == LINES_A_SECOND || last.equals(told) && now - logged < QUIET) {
            left++;
            return;
        }
        lines++;
        log.accept(left > 0 ? last + " (" + left + " faults more since the last line)" : last);
        told = last;
        logged = now;
        left = 0;
    }

    synchronized String last() {
        return last;
    }

    synchronized long count() {
        return count;
    }
}
