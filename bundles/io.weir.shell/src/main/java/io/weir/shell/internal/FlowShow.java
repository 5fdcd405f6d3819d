// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.flow.FlowDefinition;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:flow-show}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "flow-show",
        description = "Show a flow definition, whose it is, and why it is not in force if it is not.",
        detailedDescription = "Example: weir:flow-show pairs")
public final class FlowShow extends ListCommand {
    @Argument(name = "name", description = "the flow's name", required = true)
    @Completion(FlowCompleter.class)
    private String name = "";

    @Override
    Listing listing(Platform with) {
        Owned<FlowDefinition> owned = with.flows().all().get(name);
        if (owned == null) {
            throw unknown("flow definition", name, with.flowNames());
        }
        return list(
                owned, with.flows().pending(name).map(why -> "pending: " + why).orElse("in force"));
    }

    static Listing list(Owned<FlowDefinition> owned, String state) {
        Listing listing = new Listing("").column("Property", "property").column("Value", "value");
        owned.definition()
                .properties()
                .forEach((property, value) -> listing.row(Cell.text(property), Cell.text(String.valueOf(value))));
        listing.row(Cell.text("owner"), Cell.text(owned.owner().toString()));
        listing.row(Cell.text("state"), Cell.text(state));
        return listing;
    }
}
