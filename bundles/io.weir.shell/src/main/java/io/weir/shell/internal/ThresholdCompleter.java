// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes names of thresholds. Thread: any. */
@Service
public final class ThresholdCompleter implements Completer {
    @Reference
    private Platform platform;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(platform.thresholdNames()).complete(session, line, candidates);
    }
}
