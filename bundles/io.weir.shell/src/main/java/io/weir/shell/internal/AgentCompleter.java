// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.shard.AgentBook;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes addresses of agents. Thread: any. */
@Service
public final class AgentCompleter extends NameCompleter {
    private static final int PATIENCE_SECONDS = 1;

    /** No agent is offered when nobody answers at once. */
    @Override
    Collection<String> names(Platform with) {
        try {
            return with.queries().agents(List.of()).get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
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
