// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.script.ScriptFunction;
import java.util.List;

/** Functions that log. Thread: any. */
public final class LogFunctions {
    private final ScriptLog log;

    public LogFunctions(ScriptLog log) {
        this.log = log;
    }

    public List<ScriptFunction> rows() {
        return new Rows()
                .action("logInfo(text: any)", "Logs a line", (script, a) -> log.info(script, line(a)))
                .action("logWarning(text: any)", "Logs a warning", (script, a) -> log.warn(script, line(a)))
                .action("logSevere(text: any)", "Logs an error", (script, a) -> log.error(script, line(a)))
                .list();
    }

    private static String line(Arguments a) {
        return Arguments.show(a.value(0));
    }
}
