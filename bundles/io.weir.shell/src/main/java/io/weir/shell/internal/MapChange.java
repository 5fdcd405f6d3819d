// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:map-set}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "map-set",
        description = "Set one label of a map; the others stay.",
        detailedDescription =
                "The map is made when there is none of that name, taken over when it is another's, and outlives a"
                        + " restart. Example: weir:map-set ports web 80 443")
public final class MapChange extends WeirCommand {
    @Argument(index = 0, name = "name", description = "the map's name", required = true)
    @Completion(MapCompleter.class)
    private String name = "";

    @Argument(index = 1, name = "label", description = "the label's name", required = true)
    private String label = "";

    @Argument(index = 2, name = "value", description = "what belongs to it", multiValued = true)
    private List<String> entries = new ArrayList<>();

    @Override
    void run(Platform with, PrintStream out) {
        MapList.of(with).change(name, label, entries);
    }
}
