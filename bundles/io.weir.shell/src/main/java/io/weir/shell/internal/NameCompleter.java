// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes names of one kind. Thread: any. */
abstract class NameCompleter implements Completer {
    @Reference
    private Platform platform;

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(names(platform)).complete(session, line, candidates);
    }

    /** The names there are now; empty where nobody knows them. */
    abstract Collection<String> names(Platform with);
}
