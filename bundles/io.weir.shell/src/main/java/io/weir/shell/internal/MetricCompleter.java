// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes names of metrics there are now, flows among them. Thread: any. */
@Service
public final class MetricCompleter implements Completer {
    @Reference
    private Platform platform;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(names()).complete(session, line, candidates);
    }

    /** Names from the wire that a terminal could misread are not offered. */
    private Collection<String> names() {
        return platform.metricNames().stream()
                .filter(name -> name.equals(Text.safe(name)))
                .toList();
    }
}
