// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:map-remove}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "map-remove",
        description = "Remove a map, or one label of it, whoever made it.",
        detailedDescription = "An application that made it may make it again. Example: weir:map-remove ports web")
public final class MapRemove extends WeirCommand {
    @Argument(index = 0, name = "name", description = "the map's name", required = true)
    @Completion(MapCompleter.class)
    private String name = "";

    @Argument(index = 1, name = "label", description = "the label's name; all when it is not given")
    private String label = "";

    @Override
    void run(Platform with, PrintStream out) {
        MapList.of(with).remove(name, label);
    }
}
