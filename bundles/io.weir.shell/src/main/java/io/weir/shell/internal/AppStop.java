// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:app-stop}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "app-stop",
        description = "Stop an application, with its pages; it stays stopped.",
        detailedDescription = "weir:app-start starts it again. Example: weir:app-stop browse-flows")
public final class AppStop extends WeirCommand {
    @Argument(name = "name", description = "the application's name", required = true)
    @Completion(AppCompleter.class)
    private String name = "";

    @Override
    void run(Platform with, PrintStream out) {
        with.installer().stop(name);
    }
}
