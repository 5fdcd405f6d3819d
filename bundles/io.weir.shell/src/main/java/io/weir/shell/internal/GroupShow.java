// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:group-show}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "group-show",
        description = "Show what is in a set of address groups.",
        detailedDescription = "Example: weir:group-show sites")
public final class GroupShow extends ListCommand {
    @Argument(name = "name", description = "the name of the set", required = true)
    @Completion(GroupCompleter.class)
    private String name = "";

    @Override
    Listing listing(Platform with) {
        return GroupList.of(with).contents(new Listing("It is empty."), name, "Group");
    }
}
