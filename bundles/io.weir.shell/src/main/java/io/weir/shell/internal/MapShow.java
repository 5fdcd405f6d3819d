// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:map-show}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "map-show",
        description = "Show what is in a map.",
        detailedDescription = "Example: weir:map-show ports")
public final class MapShow extends ListCommand {
    @Argument(name = "name", description = "the map's name", required = true)
    @Completion(MapCompleter.class)
    private String name = "";

    @Override
    Listing listing(Platform with) {
        return MapList.of(with).contents(new Listing("It is empty."), name, "Label");
    }
}
