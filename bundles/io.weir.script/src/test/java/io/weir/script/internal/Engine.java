// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Registration;
import io.weir.api.app.ScriptStatus;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import io.weir.api.script.ScriptFunction;
import io.weir.api.script.Signature;
import io.weir.script.internal.functions.AbsentFunctions;
import io.weir.script.internal.functions.HttpCalls;
import io.weir.script.internal.functions.HttpFunctions;
import io.weir.script.internal.functions.LogFunctions;
import io.weir.script.internal.functions.NetworkFunctions;
import io.weir.script.internal.functions.ScriptLog;
import io.weir.script.internal.functions.TextFunctions;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.MemoryApp;
import io.weir.testkit.SteppedTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The runtime with those functions that need no other bundle, and {@code tell(value)}, which a test reads. */
final class Engine implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMillis(500);

    final SteppedTimeline timeline = new SteppedTimeline();
    final List<Object> told = Collections.synchronizedList(new ArrayList<>());
    final RhinoRuntime runtime;
    private final HttpCalls calls;
    private final NetworkFunctions network = new NetworkFunctions(timeline);

    Engine(Map<String, String> settings) {
        this(settings, LIMIT);
    }

    Engine(Map<String, String> settings, Duration limit) {
        HttpHandlers handlers = new HttpHandlers();
        GivenSettings given = new GivenSettings(settings);
        calls = new HttpCalls(given, limit);
        runtime = new RhinoRuntime(handlers, limit);
        runtime.add(new LogFunctions(new ScriptLog(timeline)).rows());
        runtime.add(new HttpFunctions(handlers, calls).rows());
        runtime.add(SystemRows.of(given, timeline));
        runtime.add(new TextFunctions(timeline).rows());
        runtime.add(network.rows());
        runtime.add(new AbsentFunctions(new ScriptLog(timeline)).rows());
        runtime.add(List.of(
                new ScriptFunction(
                        "tell",
                        Signature.of("void"),
                        "Tells the test",
                        (script, arguments) -> told.add(arguments.size() == 1 ? arguments.get(0) : arguments)),
                new ScriptFunction(
                        "agents",
                        Signature.of("object"),
                        "Something to overwrite",
                        (script, arguments) -> Map.of("10.0.0.1", Map.of("lastSeen", 5L)))));
    }

    Engine() {
        this(Map.of());
    }

    /** Starts a script and waits until it has been loaded, well or not. */
    Registration start(MemoryApp app, String file) {
        Registration started = runtime.start(app, file);
        await(() -> status(app, file).alive() || !status(app, file).fault().isEmpty());
        return started;
    }

    /** Runs the source as the script {@code t.js} of the app {@code t}. */
    Registration run(String source) {
        return start(new MemoryApp("t").with("scripts/t.js", source), "t.js");
    }

    /** What a script told, which must have loaded without a fault. */
    List<Object> toldBy(String source) {
        run(source);
        assertThat(status("t", "t.js").fault()).isEmpty();
        return new ArrayList<>(told);
    }

    ScriptStatus status(MemoryApp app, String file) {
        return status(app.name(), file);
    }

    ScriptStatus status(String app, String file) {
        return runtime.status(app, file).orElseThrow();
    }

    String fault() {
        return status("t", "t.js").fault();
    }

    Response request(Request request, String format, String... segments) throws Exception {
        return runtime.request("t", "t.js", List.of(segments), format, request)
                .orElseThrow()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline of what was awaited").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        runtime.close();
        calls.close();
        network.close();
    }
}
