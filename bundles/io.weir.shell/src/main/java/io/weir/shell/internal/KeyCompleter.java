// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes the last of a list of flow keys, with those that traffic shows. Thread: any. */
@Service
public final class KeyCompleter implements Completer {
    @Reference
    private Platform platform;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(choices(line.getCursorArgument(), platform.flowKeys()), true)
                .complete(session, line, candidates);
    }

    /** What the argument may become: the keys it has, and each that may follow. */
    static List<String> choices(String argument, Iterable<String> keys) {
        String typed = argument == null ? "" : argument;
        String before = typed.substring(0, typed.lastIndexOf(',') + 1);
        List<String> choices = new ArrayList<>();
        for (String key : keys) {
            if (key.equals(Text.safe(key))) {
                choices.add(before + key);
            }
        }
        return choices;
    }
}
