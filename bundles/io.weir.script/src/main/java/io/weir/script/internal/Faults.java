// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * The errors of a script: the last one is kept, and logged; one that comes again and again is logged once a minute.
 *
 * <p>Thread: any.
 */
final class Faults {
    private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

    private final Logger log;
    private String last = "";
    private long logged;
    private long repeated;
    private long count;

    Faults(Logger log) {
        this.log = log;
    }

    synchronized void report(String fault) {
        count++;
        long now = System.nanoTime();
        if (fault.equals(last) && now - logged < QUIET) {
            repeated++;
            return;
        }
        log.error("{}{}", fault, repeated > 0 ? " (" + repeated + " times more since it was last told)" : "");
        last = fault;
        logged = now;
        repeated = 0;
    }

    synchronized String last() {
        return last;
    }

    synchronized long count() {
        return count;
    }
}
