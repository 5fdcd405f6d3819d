// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:group-set}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "group-set",
        description = "Set one group of a set of address groups; the others stay.",
        detailedDescription =
                "The set of address groups is made when there is none of that name, taken over when it is another's,"
                        + " and outlives a restart. Example: weir:group-set sites office 10.4.0.0/16")
public final class GroupChange extends WeirCommand {
    @Argument(index = 0, name = "name", description = "the name of the set", required = true)
    @Completion(GroupCompleter.class)
    private String name = "";

    @Argument(index = 1, name = "group", description = "the group's name", required = true)
    private String label = "";

    @Argument(index = 2, name = "prefix", description = "what belongs to it", multiValued = true)
    private List<String> entries = new ArrayList<>();

    @Override
    void run(Platform with, PrintStream out) {
        GroupList.of(with).change(name, label, entries);
    }
}
