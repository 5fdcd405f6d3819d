// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.InvalidInput;
import io.weir.api.NameTaken;
import io.weir.api.Nearest;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;

/**
 * What all commands share: whatever goes wrong is told in one line, Ctrl-C ends them quietly.
 *
 * <p>Thread: the console's.
 */
abstract class WeirCommand implements Action {
    private static final int PATIENCE_SECONDS = 10;

    @Reference
    private Session session;

    @Reference
    private Platform platform;

    @Override
    public final Object execute() throws CommandException {
        try {
            run(platform, session.getConsole());
        } catch (InvalidInput | NameTaken | Platform.NotThere | UncheckedIOException e) {
            throw new CommandException(Text.safe(e.getMessage()));
        } catch (TimeoutException e) {
            throw new CommandException(
                    "no answer: waited=" + PATIENCE_SECONDS + "s: the shards are busy, see log:display");
        } catch (ExecutionException e) {
            throw new CommandException(Text.safe("no answer: " + e.getCause()));
        } catch (InterruptedException e) {
            session.getConsole().println();
        }
        return null;
    }

    /** Does the command's work. */
    abstract void run(Platform with, PrintStream out) throws InterruptedException, ExecutionException, TimeoutException;

    /** A name that there is not, with the nearest there are. */
    static InvalidInput unknown(String what, String name, Collection<String> known) {
        return InvalidInput.of(what, name, "unknown").suggest(Nearest.to(name, known));
    }

    Session session() {
        return session;
    }

    /** The answer, for which nobody waits for ever. What a question throws is thrown as if asked here. */
    static <T> T answer(CompletableFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return answer(future, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static <T> T answer(CompletableFuture<T> future, long patience, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return future.get(patience, unit);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidInput invalid) {
                throw invalid;
            }
            throw e;
        }
    }
}
