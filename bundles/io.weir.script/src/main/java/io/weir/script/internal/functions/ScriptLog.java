// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.script.ScriptContext;
import io.weir.api.time.Timeline;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log lines of scripts. A script that logs without end is cut short: so many lines a second, then a count of those left
 * out. Line ends are indented, so that no line of a script passes for one of ours.
 *
 * <p>Thread: any.
 */
public final class ScriptLog {
    private static final int LINES_A_SECOND = 100;
    private static final int LONGEST = 8192;

    /** The lines of one script in the present second. Thread: any; guarded by itself. */
    private static final class Budget {
        private long second;
        private int lines;
        private long left;
    }

    private final Timeline timeline;
    private final RecentLines recent;
    private final Map<String, Budget> budgets = new ConcurrentHashMap<>();

    public ScriptLog(Timeline timeline) {
        this(timeline, new RecentLines());
    }

    public ScriptLog(Timeline timeline, RecentLines recent) {
        this.timeline = timeline;
        this.recent = recent;
    }

    void info(ScriptContext script, String text) {
        Logger log = logger(script);
        write(script, "INFO", text, log::info);
    }

    void warn(ScriptContext script, String text) {
        Logger log = logger(script);
        write(script, "WARN", text, log::warn);
    }

    void error(ScriptContext script, String text) {
        Logger log = logger(script);
        write(script, "ERROR", text, log::error);
    }

    private static Logger logger(ScriptContext script) {
        return logger(script.app(), script.script());
    }

    /** The logger of a script: {@code app.NAME~FILE}, where no further dot may stand, for a dot is what ends a category. */
    public static Logger logger(String app, String script) {
        return LoggerFactory.getLogger(
                "app." + ((app.isEmpty() ? "" : app + "~") + script.replaceFirst("\\.js$", "")).replace('.', '_'));
    }

    private void write(ScriptContext script, String level, String text, Consumer<String> line) {
        Budget budget = budgets.computeIfAbsent(script.owner().name(), name -> new Budget());
        long left;
        synchronized (budget) {
            long second = timeline.nanos() / 1_000_000_000;
            if (second != budget.second) {
                budget.second = second;
                budget.lines = 0;
            }
            if (++budget.lines > LINES_A_SECOND) {
                budget.left++;
                return;
            }
            left = budget.left;
            budget.left = 0;
        }
        if (left > 0) {
            logger(script).warn("lines left out: count={}", left);
        }
        String shown = clean(text);
        recent.add(script.app(), script.script(), level, shown);
        line.accept(shown);
    }

    private static String clean(String text) {
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return shown.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?").replace("\n", "\n\t");
    }
}
