// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** A command that prints one listing. Thread: the console's. */
abstract class ListCommand extends WeirCommand {
    @Option(name = "-o", aliases = "--output", description = "table, json or csv", valueToShowInHelp = "table")
    @Completion(
            value = StringsCompleter.class,
            values = {"table", "json", "csv"})
    private String output = "table";

    @Option(name = "--no-format", description = "a table without heads and lines, for scripts")
    private boolean plain;

    @Override
    void run(Platform with, PrintStream out) throws InterruptedException, ExecutionException, TimeoutException {
        listing(with).print(out, output, plain);
    }

    /** What is to be shown now. */
    abstract Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException;

    String output() {
        return output;
    }

    boolean plain() {
        return plain;
    }
}
