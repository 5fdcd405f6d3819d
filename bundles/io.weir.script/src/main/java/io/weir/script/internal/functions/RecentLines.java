// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last lines that the scripts of each app logged. Thread: any. */
public final class RecentLines {
    private static final int MOST = 200;
    private static final int LONGEST = 1000;

    private final Map<String, Deque<String>> lines = new HashMap<>();

    /** Adds a line, with the machine's time, as the log has it. */
    public synchronized void add(String app, String script, String level, String text) {
        Deque<String> known = lines.computeIfAbsent(app, name -> new ArrayDeque<>());
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
