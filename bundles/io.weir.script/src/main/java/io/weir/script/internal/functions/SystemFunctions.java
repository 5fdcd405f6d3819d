// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.script.Callback;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import io.weir.api.store.Settings;
import io.weir.api.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Functions about the script itself, time and settings. Thread: any. */
public final class SystemFunctions {
    private static final double SHORTEST = 0.01;
    private static final double LONGEST = 86_400 * 365.0;

    private final Settings settings;
    private final Timeline timeline;
    private final String version;
    private final Function<ScriptContext, String> directory;
    private final BiConsumer<ScriptContext, String> include;

    /**
     * The rows.
     *
     * @param directory where a script's files are, as scripts name it
     * @param include runs another file in the scope of a script
     */
    public SystemFunctions(
            Settings settings,
            Timeline timeline,
            String version,
            Function<ScriptContext, String> directory,
            BiConsumer<ScriptContext, String> include) {
        this.settings = settings;
        this.timeline = timeline;
        this.version = version;
        this.directory = directory;
        this.include = include;
    }

    public List<ScriptFunction> rows() {
        return new Rows()
                .action(
                        "include(path: string)",
                        "Runs another file of the app in the scope of this script",
                        (script, a) -> include.accept(script, a.text(0)))
                .row(
                        "scriptdir(): string",
                        "The directory of this script, without a slash at its end, for include",
                        (script, a) -> directory.apply(script))
                .action(
                        "setIntervalHandler(handler: function, seconds?: number)",
                        "Has a function called again and again with the time in ms since 1970, each second if not told otherwise",
                        this::setIntervalHandler)
                .action(
                        "clearIntervalHandler()",
                        "Ends what setIntervalHandler began",
                        (script, a) -> script.release("interval handler"))
                .row(
                        "getSystemProperty(name: string): string",
                        "A setting; null when there is none",
                        (script, a) -> settings.shown(a.text(0)).orElse(null))
                .row(
                        "getSystemPropertyNames(): string[]",
                        "The names of all settings but secrets",
                        (script, a) -> List.copyOf(settings.names()))
                .row("version(): string", "The version of Weir", (script, a) -> version)
                .list();
    }

    private void setIntervalHandler(ScriptContext script, Arguments a) {
        Callback handler = a.callback(0);
        double seconds = Math.min(LONGEST, Math.max(SHORTEST, a.number(1, 1)));
        script.replace(
                "interval handler",
                timeline.every(
                        Duration.ofNanos((long) (seconds * 1e9)),
                        () -> handler.post("interval", List.of(timeline.millis()))));
    }
}
