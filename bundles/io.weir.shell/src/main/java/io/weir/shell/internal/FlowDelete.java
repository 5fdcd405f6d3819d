// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.Owner;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:flow-delete}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "flow-delete",
        description = "Delete a flow definition, whoever made it, and forget its flows.",
        detailedDescription = "An application that made it may make it again. Example: weir:flow-delete pairs")
public final class FlowDelete extends WeirCommand {
    @Argument(name = "name", description = "the flow's name", required = true)
    @Completion(FlowCompleter.class)
    private String name = "";

    @Override
    void run(Platform with, PrintStream out) {
        if (!with.flows().undefine(Owner.SHELL, name)) {
            throw unknown("flow definition", name, with.flowNames());
        }
    }
}
