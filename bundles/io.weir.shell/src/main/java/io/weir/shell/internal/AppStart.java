// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:app-start}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "app-start",
        description = "Start an application that was stopped, and scripts that were held back.",
        detailedDescription =
                "A script is held back that was running when memory ran out and Weir ended. Example: weir:app-start browse-flows")
public final class AppStart extends WeirCommand {
    @Argument(name = "name", description = "the application's name", required = true)
    @Completion(AppCompleter.class)
    private String name = "";

    @Override
    void run(Platform with, PrintStream out) {
        with.installer().start(name);
    }
}
