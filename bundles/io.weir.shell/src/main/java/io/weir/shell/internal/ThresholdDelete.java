// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.Owner;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:threshold-delete}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "threshold-delete",
        description = "Delete a threshold, whoever set it.",
        detailedDescription = "An application that set it may set it again. Example: weir:threshold-delete busy")
public final class ThresholdDelete extends WeirCommand {
    @Argument(name = "name", description = "the threshold's name", required = true)
    @Completion(ThresholdCompleter.class)
    private String name = "";

    @Override
    void run(Platform with, PrintStream out) {
        if (!with.thresholds().undefine(Owner.SHELL, name)) {
            throw unknown("threshold", name, with.thresholdNames());
        }
    }
}
