// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:app-remove}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "app-remove",
        description = "Take an application out of app/ of the home directory.",
        detailedDescription = "It is kept in data/removed/ there. Example: weir:app-remove browse-flows")
public final class AppRemove extends WeirCommand {
    @Argument(name = "name", description = "the application's name", required = true)
    @Completion(AppCompleter.class)
    private String name = "";

    @Override
    void run(Platform with, PrintStream out) {
        with.installer().remove(name);
    }
}
