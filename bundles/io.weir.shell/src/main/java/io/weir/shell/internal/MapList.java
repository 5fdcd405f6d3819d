// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.lookup.LabelMap;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:maps}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "maps",
        description = "List the maps and who defined them.",
        detailedDescription = "See what is in one with weir:map-show NAME. Example: weir:maps -o json")
public final class MapList extends ListCommand {
    @Override
    Listing listing(Platform with) {
        return of(with).overview(new Listing("There is none. For one: weir:map-set ports web 80 443"));
    }

    static Labelled<LabelMap> of(Platform with) {
        return new Labelled<>("map", with.maps(), LabelMap::labels, LabelMap::parse);
    }
}
