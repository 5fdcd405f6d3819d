// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
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
        with.scripts().log(name).forEach(line -> out.println(Text.safe(line)));
    }
}
