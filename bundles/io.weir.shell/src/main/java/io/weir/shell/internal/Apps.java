// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.app.App;
import io.weir.api.app.Permission;
import io.weir.api.app.ScriptStatus;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:apps}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "apps",
        description = "List the applications, and how their scripts fare.",
        detailedDescription = "A script with a fault is named with it. Example: weir:apps -o json")
public final class Apps extends ListCommand {
    @Override
    Listing listing(Platform with) {
        return list(with.apps().apps(), with.installer().stopped());
    }

    static Listing list(Collection<? extends App> apps, Collection<String> stopped) {
        Listing listing = new Listing("No application. Drop a folder or a zip into app/ of the home directory.")
                .column("Name", "name")
                .column("Version", "version")
                .column("From", "origin")
                .column("May", "permissions")
                .number("Scripts", "scripts")
                .number("Running", "running")
                .column("Faults", "faults");
        for (App app : apps) {
            Map<String, ScriptStatus> status = app.status();
            listing.row(
                    Cell.text(app.name().isEmpty() ? "(none)" : app.name()),
                    Cell.text(app.version()),
                    Cell.text(app.origin()),
                    Cell.text(may(app)),
                    Cell.count(app.scripts().size()),
                    Cell.count(
                            status.values().stream().filter(ScriptStatus::alive).count()),
                    Cell.text(faults(status)));
        }
        for (String name : stopped) {
            listing.row(
                    Cell.text(name),
                    Cell.text(""),
                    Cell.text("stopped"),
                    Cell.text(""),
                    Cell.count(0),
                    Cell.count(0),
                    Cell.text(""));
        }
        return listing;
    }

    private static String may(App app) {
        return app.permissions().equals(Permission.ALL)
                ? "all"
                : app.permissions().isEmpty() ? "none" : String.join(",", Permission.words(app.permissions()));
    }

    private static String faults(Map<String, ScriptStatus> status) {
        return status.entrySet().stream()
                .filter(script -> !script.getValue().fault().isEmpty())
                .map(script -> script.getKey() + ": " + script.getValue().fault())
                .collect(Collectors.joining("; "));
    }
}
