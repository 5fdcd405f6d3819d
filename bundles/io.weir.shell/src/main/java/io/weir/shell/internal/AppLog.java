// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.app.App;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:app-log}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "app-log",
        description = "Show what the scripts of an application logged last.",
        detailedDescription = "The whole log is shown by log:display. Example: weir:app-log browse-flows")
public final class AppLog extends WeirCommand {
    @Argument(name = "name", description = "the application's name", required = true)
    @Completion(AppCompleter.class)
    private String name = "";

    @Override
    void run(Platform with, PrintStream out) {
        List<String> log = with.scripts().log(name);
        if (log.isEmpty() && with.apps().app(name).isEmpty()) {
            throw unknown(
                    "app", name, with.apps().apps().stream().map(App::name).toList());
        }
        log.forEach(line -> out.println(Text.safe(line)));
    }
}
