// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs faults that repeat: the first in full, then one summary a minute while it goes on.
 *
 * <p>Thread: confined to its user. At most {@value #MOST} faults are told apart at a time.
 */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final int MOST = 64;
    private static final long MINUTE = 60_000;

    private final Map<String, long[]> repeats = new LinkedHashMap<>();
    private long nextSummary;

    /** Tells of something that threw. */
    void threw(String what, Throwable thrown) {
        String fault = what + ": " + thrown.getClass().getName() + at(thrown);
        if (first(fault)) {
            LOG.error("{}", what, thrown);
        }
    }

    /** Tells of something that a person should know; the same text is the same fault. */
    void warn(String text) {
        if (first(text)) {
            LOG.warn("{}", text);
        }
    }

    private boolean first(String fault) {
        long[] count = repeats.get(fault);
        if (count != null) {
            count[0]++;
            return false;
        }
        if (repeats.size() < MOST) {
            repeats.put(fault, new long[1]);
            return true;
        }
        repeats.computeIfAbsent("other faults", other -> new long[1])[0]++;
        return false;
    }

    private static String at(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    /** Logs the summaries that are due; a fault that came no more is forgotten, so that its next is the first again. */
    void summarise(long now) {
        boolean due = now >= nextSummary || nextSummary - now > MINUTE;
        if (due || repeats.isEmpty()) {
            nextSummary = now + MINUTE;
        }
        if (!due || repeats.isEmpty()) {
            return;
        }
        repeats.values().removeIf(count -> count[0] == 0);
        repeats.forEach((fault, count) -> {
            LOG.warn("{}: {} more times within a minute", fault, count[0]);
            count[0] = 0;
        });
    }
}
