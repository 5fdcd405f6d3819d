// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

/** {@code weir:app-install}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "app-install",
        description = "Copy an application, a folder or a zip, into app/ of the home directory.",
        detailedDescription =
                "One of the same name is replaced, and kept in data/removed/. Example: weir:app-install ~/browse-flows")
public final class AppInstall extends WeirCommand {
    @Argument(name = "file", description = "a folder or a zip", required = true)
    @Completion(FileCompleter.class)
    private String file = "";

    @Override
    void run(Platform with, PrintStream out) {
        out.println("Installed " + Text.safe(with.installer().install(Path.of(file))) + ".");
    }
}
