// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last {@value #MOST} lines that the scripts of each app logged, those of apps that are gone too. Of more than {@value #APPS}
 * apps that which has been silent longest is forgotten. Thread: any.
 */
public final class RecentLines {
    private static final int MOST = 200;
    private static final int LONGEST = 1000;
    private static final int APPS = 100;

    /** The app that logged last is the last one. */
    private final Map<String, Deque<String>> lines = new LinkedHashMap<>();

    /** Adds a line, with the machine's time, as the log has it. */
    public synchronized void add(String app, String script, String level, String text) {
        Deque<String> before = lines.remove(app);
        Deque<String> known = before == null ? new ArrayDeque<>() : before;
        if (lines.size() == APPS) {
            lines.remove(lines.keySet().iterator().next());
        }
        lines.put(app, known);
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        known.add(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + level + ": " + shown + " [" + script + "]");
        if (known.size() > MOST) {
            known.remove();
        }
    }

    /** Oldest first. */
    public synchronized List<String> of(String app) {
        return List.copyOf(lines.getOrDefault(app, new ArrayDeque<>()));
    }
}
