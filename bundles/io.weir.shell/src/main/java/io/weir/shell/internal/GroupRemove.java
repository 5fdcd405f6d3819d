// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:group-remove}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "group-remove",
        description = "Remove a set of address groups, or one group of it, whoever made it.",
        detailedDescription = "An application that made it may make it again. Example: weir:group-remove sites office")
public final class GroupRemove extends WeirCommand {
    @Argument(index = 0, name = "name", description = "the name of the set", required = true)
    @Completion(GroupCompleter.class)
    private String name = "";

    @Argument(index = 1, name = "group", description = "the group's name; all when it is not given")
    private String label = "";

    @Override
    void run(Platform with, PrintStream out) {
        GroupList.of(with).remove(name, label);
    }
}
