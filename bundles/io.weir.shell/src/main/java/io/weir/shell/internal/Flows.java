// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowDefinitions;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:flows}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "flows",
        description = "List the flow definitions, who defined them, and whether they are in force.",
        detailedDescription = "See what flows with weir:top NAME. Example: weir:flows -o json")
public final class Flows extends ListCommand {
    @Override
    Listing listing(Platform with) {
        return list(with.flows());
    }

    static Listing list(FlowDefinitions definitions) {
        Listing listing = new Listing(
                        "No flow is defined. For one: weir:flow-define pairs ipsource,ipdestination bytes")
                .column("Name", "name")
                .column("Keys", "keys")
                .column("Value", "value")
                .column("Filter", "filter")
                .number("t", "t")
                .number("n", "n")
                .column("Log", "log")
                .column("Owner", "owner")
                .column("State", "state");
        definitions.all().forEach((name, owned) -> row(listing, owned, definitions));
        return listing;
    }

    private static void row(Listing listing, Owned<FlowDefinition> owned, FlowDefinitions definitions) {
        FlowDefinition flow = owned.definition();
        listing.row(
                Cell.text(flow.name()),
                Cell.texts(flow.keys()),
                Cell.text(flow.value()),
                Cell.text(flow.filter()),
                Cell.amount(flow.t()),
                Cell.count(flow.n()),
                Cell.yes(flow.log(), "log"),
                Cell.text(owned.owner().toString()),
                Cell.text(definitions
                        .pending(flow.name())
                        .map(why -> "pending: " + why)
                        .orElse("in force")));
    }
}
