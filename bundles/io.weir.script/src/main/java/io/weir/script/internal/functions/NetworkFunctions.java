// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import io.weir.api.app.Permission;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import io.weir.api.time.Timeline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Functions that resolve names and send messages. What may block does so on threads of their own, so that a script that must
 * go, or has waited long enough, goes.
 *
 * <p>Thread: any.
 */
public final class NetworkFunctions implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 200;

    private final Timeline timeline;
    private final ThreadPoolExecutor threads;

    public NetworkFunctions(Timeline timeline) {
        this.timeline = timeline;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "script-net");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    public List<ScriptFunction> rows() {
        return new Rows()
                .row(
                        "dnsGetAllByName(host: string): string[]",
                        "The addresses of a host; an exception when it is not known",
                        (script, a) -> wait(script, Permission.DNS, a, () -> addresses(a.text(0))))
                .action(
                        "syslog(host: string, port: number, facility: number, severity: number, message: any)",
                        "Sends a syslog message over UDP; objects as JSON",
                        this::syslog)
                .action(
                        "graphite(host: string, port: number, metrics: object)",
                        "Sends numbers by name to Graphite, in its plaintext protocol; to port 2003 when port is null",
                        this::graphite)
                .list();
    }

    private <T> T wait(ScriptContext script, Permission permission, Arguments a, Supplier<T> work) {
        script.require(permission);
        try {
            return script.await(CompletableFuture.supplyAsync(work, threads));
        } catch (RejectedExecutionException full) {
            throw InvalidInput.of(a.function(), a.text(0), "too many wait for the network: limit=" + MOST_WAITING);
        }
    }

    private void syslog(ScriptContext script, Arguments a) {
        wait(script, Permission.MESSAGE, a, () -> {
            Syslog.send(a.text(0), a.integer(1, 514), a.integer(2, 16), a.integer(3, 5), a.text(4), timeline);
            return null;
        });
    }

    private void graphite(ScriptContext script, Arguments a) {
        wait(script, Permission.MESSAGE, a, () -> {
            Graphite.send(a.text(0), a.integer(1, Graphite.PORT), a.object(2), timeline.millis() / 1000);
            return null;
        });
    }

    private static List<String> addresses(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException e) {
            throw InvalidInput.of("host", host, "unknown");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
