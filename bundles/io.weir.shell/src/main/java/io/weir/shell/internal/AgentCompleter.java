// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.shard.AgentBook;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes addresses of agents. Thread: any. */
@Service
public final class AgentCompleter implements Completer {
    private static final int PATIENCE_SECONDS = 1;

    @Reference
    private Platform platform;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(agents()).complete(session, line, candidates);
    }

    /** No agent is offered when nobody answers at once. */
    private Collection<String> agents() {
        try {
            return platform.queries().agents(List.of()).get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
                    .map(AgentBook::agent)
                    .toList();
        } catch (Platform.NotThere | ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
