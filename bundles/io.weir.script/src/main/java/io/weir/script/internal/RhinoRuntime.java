// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.Catalog;
import io.weir.api.CounterSource;
import io.weir.api.Registration;
import io.weir.api.app.App;
import io.weir.api.app.ScriptStatus;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import io.weir.api.script.Callback;
import io.weir.api.script.ScriptFunction;
import io.weir.api.script.ScriptRuntime;
import io.weir.script.internal.functions.RecentLines;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Runs scripts on Rhino, each on a thread of its own. Thread: any. */
public final class RhinoRuntime implements ScriptRuntime, CounterSource {
    private record Place(String app, String script) {}

    /** A script that was started, and its present run. */
    private final class Started implements Registration {
        private final App app;
        private final String file;
        private RunningScript run;
        private boolean closed;

        Started(App app, String file) {
            this.app = app;
            this.file = file;
            this.run = new RunningScript(app, file, contexts, functions, limit, quarantine, recent);
        }

        synchronized RunningScript run() {
            return run;
        }

        /** Tries again what failed for want of functions. */
        synchronized void functionsCame() {
            if (!closed && run.loaded().isDone() && !run.alive()) {
                run.close();
                run = new RunningScript(app, file, contexts, functions, limit, quarantine, recent);
                run.start();
            } else {
                run.tasks().offer("functions", run.global()::addFunctions, gone -> {});
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            scripts.remove(new Place(app.name(), file), this);
            run.close();
            if (scripts.keySet().stream().noneMatch(place -> place.app().equals(app.name()))) {
                gone.forEach(told -> told.accept(app.name()));
            }
        }
    }

    private final Contexts contexts = new Contexts();
    private final RecentLines recent = new RecentLines();
    private final Catalog<ScriptFunction> functions = new Catalog<>("script function");
    private final Map<Place, Started> scripts = new ConcurrentHashMap<>();
    private final List<Consumer<String>> gone = new CopyOnWriteArrayList<>();
    private final HttpHandlers handlers;
    private final Duration limit;
    private final Optional<Quarantine> quarantine;
    private final LongAdder requests = new LongAdder();

    /**
     * A runtime without functions.
     *
     * @param limit how long a task of a script may hold its thread
     */
    public RhinoRuntime(HttpHandlers handlers, Duration limit) {
        this(handlers, limit, Optional.empty());
    }

    /** One that holds scripts back which ended the process. */
    RhinoRuntime(HttpHandlers handlers, Duration limit, Optional<Quarantine> quarantine) {
        this.handlers = handlers;
        this.limit = limit;
        this.quarantine = quarantine;
    }

    /** Adds functions: those that run get them, those that could not be loaded are tried again. */
    public Registration add(Collection<ScriptFunction> rows) {
        Registration added = functions.add(rows);
        scripts.values().forEach(Started::functionsCame);
        return added;
    }

    /** Has an app's name told whenever its last script has gone. */
    void whenGone(Consumer<String> told) {
        gone.add(told);
    }

    Catalog<ScriptFunction> functions() {
        return functions;
    }

    @Override
    public Registration start(App app, String script) {
        Started started = new Started(app, script);
        Started before = scripts.put(new Place(app.name(), script), started);
        if (before != null) {
            before.close();
        }
        started.run().start();
        return started;
    }

    RecentLines recent() {
        return recent;
    }

    @Override
    public List<String> log(String app) {
        return recent.of(app);
    }

    @Override
    public boolean release(String app, String script) {
        return quarantine
                .map(it -> it.release(RunningScript.place(app, script)))
                .orElse(false);
    }

    @Override
    public CompletionStage<Boolean> loaded(String app, String script) {
        return find(app, script)
                .map(run -> run.loaded().minimalCompletionStage())
                .orElseGet(() -> CompletableFuture.completedStage(false));
    }

    @Override
    public Optional<ScriptStatus> status(String app, String script) {
        return find(app, script).map(RunningScript::status);
    }

    private Optional<RunningScript> find(String app, String script) {
        return Optional.ofNullable(scripts.get(new Place(app, script))).map(Started::run);
    }

    @Override
    public Optional<CompletionStage<Response>> request(
            String app, String script, List<String> segments, String format, Request request) {
        return find(app, script).map(run -> {
            requests.increment();
            return run.loaded().thenCompose(well -> answer(run, well, segments, format, request));
        });
    }

    private CompletionStage<Response> answer(
            RunningScript run, boolean well, List<String> segments, String format, Request request) {
        if (!well) {
            String fault = run.faults().last();
            return Response.now(Response.problem(503, "Service Unavailable", "script does not run: " + fault));
        }
        Optional<Callback> handler = handlers.find(run.app(), run.script());
        if (handler.isEmpty()) {
            return Response.now(Response.notFound("HTTP handler of script", run.place()));
        }
        if (!HandlerExchange.knows(format)) {
            return Response.now(Response.notFound("format", format));
        }
        return handler.get()
                .call(List.of(HandlerExchange.argument(segments, format, request)))
                .thenApply(result -> HandlerExchange.response(format, result))
                .exceptionally(failure -> HandlerExchange.problem(run, failure));
    }

    /** Completed when every script has been loaded and has nothing to do, with how many tasks all have ever done. */
    CompletableFuture<Long> settled() {
        CompletableFuture<Long> all = CompletableFuture.completedFuture(0L);
        for (Started script : scripts.values()) {
            RunningScript run = script.run();
            CompletableFuture<Long> one =
                    run.loaded().thenCompose(well -> run.tasks().settled());
            all = all.thenCombine(one, Long::sum);
        }
        return all;
    }

    @Override
    public Map<String, Number> counters() {
        Map<String, Number> counters = new LinkedHashMap<>();
        List<RunningScript> runs = scripts.values().stream().map(Started::run).toList();
        counters.put("scripts", runs.size());
        counters.put("scriptsAlive", runs.stream().filter(RunningScript::alive).count());
        counters.put(
                "scriptFaults",
                runs.stream().mapToLong(run -> run.faults().count()).sum());
        counters.put("scriptRequests", requests.sum());
        return counters;
    }

    /** Stops every script. */
    public void close() {
        scripts.values().forEach(Started::close);
        quarantine.ifPresent(Quarantine::close);
    }
}
