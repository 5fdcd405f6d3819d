// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:app-reload}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "app-reload",
        description = "Start all scripts of an application anew.",
        detailedDescription = "What they have put in force is undone first. Example: weir:app-reload browse-flows")
public final class AppReload extends WeirCommand {
    @Argument(name = "name", description = "the application's name", required = true)
    @Completion(AppCompleter.class)
    private String name = "";

    @Override
    void run(Platform with, PrintStream out) {
        with.installer().reload(name);
    }
}
