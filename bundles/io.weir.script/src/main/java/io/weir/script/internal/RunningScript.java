// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.Catalog;
import io.weir.api.InvalidInput;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.app.App;
import io.weir.api.app.AppScope;
import io.weir.api.app.Permission;
import io.weir.api.app.ScriptStatus;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import io.weir.script.internal.functions.RecentLines;
import io.weir.script.internal.functions.ScriptLog;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.RhinoException;
import org.slf4j.Logger;

/**
 * A script with its thread and its global scope, from its start to its end.
 *
 * <p>Thread: any asks for its status and closes it; what runs of it runs on its own thread, named {@code app-NAME~FILE}. A
 * task that holds that thread longer than the limit is stopped; those behind it go on.
 */
final class RunningScript implements ScriptContext, Registration {
    /** How long a script that was told to go may take before it is left alone. */
    private static final long PATIENCE_MS = 2_000;

    private final App app;
    private final String file;
    private final Contexts contexts;
    private final Duration limit;
    private final Logger log;
    private final RecentLines recent;
    private final Faults faults;
    private final Tasks tasks = new Tasks();
    private final AppScope scope = new AppScope();
    private final Map<String, Registration> roles = new HashMap<>();
    private final Set<String> lacks = Collections.synchronizedSet(new LinkedHashSet<>());
    private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private final Thread thread;
    private final GlobalScope global;
    private final Optional<Quarantine> quarantine;
    private final TaskMarks.Slot marks;
    private volatile Optional<Memory> memory = Optional.empty();
    private volatile boolean closed;
    private int depth;

    RunningScript(
            App app,
            String file,
            Contexts contexts,
            Catalog<ScriptFunction> functions,
            Duration limit,
            Optional<Quarantine> quarantine,
            RecentLines recent) {
        this.app = app;
        this.file = file;
        this.contexts = contexts;
        this.limit = limit;
        this.log = ScriptLog.logger(app.name(), file);
        this.recent = recent;
        this.faults = new Faults(this::error, System::nanoTime);
        this.global = new GlobalScope(this, functions);
        this.thread = new Thread(this::run, "app-" + place());
        thread.setDaemon(true);
        thread.setContextClassLoader(Context.class.getClassLoader());
        this.quarantine = quarantine;
        this.marks = quarantine.map(it -> it.watch(place(), this::allocated)).orElse(TaskMarks.NONE);
    }

    private long allocated() {
        return memory.map(it -> it.takenBy(thread)).orElse(0L);
    }

    /** Throws {@link ScriptFailure} when a script of this source is held back. */
    void mayRun(String source) {
        quarantine.flatMap(it -> it.held(place(), source)).ifPresent(reason -> {
            throw ScriptFailure.of("scripts/" + file + ": " + reason);
        });
    }

    private void error(String line) {
        recent.add(app.name(), file, "ERROR", line);
        log.error(line);
    }

    /** {@code NAME~FILE}; the file alone when the script belongs to no app. */
    String place() {
        return place(app.name(), file);
    }

    static String place(String app, String file) {
        return app.isEmpty() ? file : app + "~" + file;
    }

    void start() {
        thread.start();
    }

    private void run() {
        Contexts.Timed context = (Contexts.Timed) contexts.enterContext();
        memory = Optional.of(context.memory);
        try {
            if (!closed && load(context)) {
                while (!closed) {
                    next();
                }
            }
        } catch (RuntimeException | Error e) {
            faults.report("scripts/" + file + ": its thread ended: " + e);
            throw e;
        } finally {
            Context.exit();
            end();
            unmark();
        }
    }

    /** A task that goes on after its script was told to go may still be what ends the process. */
    private void unmark() {
        quarantine.ifPresent(it -> it.unwatch(marks));
    }

    private boolean load(Contexts.Timed context) {
        boolean done = false;
        try {
            timed(context, () -> global.load(context, "scripts/" + file));
            done = true;
            recent.add(app.name(), file, "INFO", "loaded");
            log.info("loaded");
        } catch (ScriptFailure failure) {
            if (!closed) {
                faults.report(failure.getMessage());
            }
        } finally {
            loaded.complete(done);
        }
        return done;
    }

    private void next() {
        try {
            tasks.next();
        } catch (InterruptedException e) {
            // told to go, or an interrupt that came after the task it was meant for
        } catch (RuntimeException e) {
            faults.report(place() + ": " + e);
        }
    }

    private void end() {
        loaded.complete(false);
        tasks.close();
        scope.close();
    }

    /** Calls one of the script's functions. Throws {@link ScriptFailure}. Thread: the script's own. */
    Object invoke(Function function, List<?> arguments) {
        Contexts.Timed context = (Contexts.Timed) Context.getCurrentContext();
        return timed(context, () -> global.invoke(context, function, arguments));
    }

    private Object timed(Contexts.Timed context, Callable<Object> work) {
        if (depth == 0) {
            context.begin(limit.toNanos());
            context.memory.begin();
            marks.begin(System.currentTimeMillis());
        }
        depth++;
        try {
            return work.call();
        } catch (Stopped stopped) {
            throw told(stopped);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError | Exception failure) {
            // the engine's own bugs are errors too; what a task held is free again when it has ended
            throw ScriptFailure.of("scripts/" + file, failure);
        } finally {
            if (--depth == 0) {
                marks.end();
            }
        }
    }

    private ScriptFailure told(Stopped stopped) {
        ScriptFailure failure = ScriptFailure.of("scripts/" + file, stopped);
        return closed || stopped.getMessage().equals(Contexts.MEMORY)
                ? failure
                : ScriptFailure.of(failure.getMessage() + ": limit=" + limit.toSeconds() + " s");
    }

    boolean onOwnThread() {
        return Thread.currentThread() == thread;
    }

    Tasks tasks() {
        return tasks;
    }

    Faults faults() {
        return faults;
    }

    Logger log() {
        return log;
    }

    App files() {
        return app;
    }

    GlobalScope global() {
        return global;
    }

    /** Completed when the script has been loaded, with whether that went well. */
    CompletableFuture<Boolean> loaded() {
        return loaded;
    }

    boolean alive() {
        return loaded.getNow(false) && !closed && thread.isAlive();
    }

    ScriptStatus status() {
        Map<String, Number> counts = new LinkedHashMap<>(tasks.counts());
        counts.put("faults", faults.count());
        long cpu = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
        counts.put("cpuMs", Math.max(0, TimeUnit.NANOSECONDS.toMillis(cpu)));
        return new ScriptStatus(alive(), faults.last(), List.copyOf(lacks), global.header(), counts);
    }

    /** Stops the script and undoes what it put in force; returns when its thread has ended, or after a while. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        end();
        if (thread.getState() == Thread.State.NEW) {
            unmark();
        }
        if (onOwnThread()) {
            return;
        }
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            log.warn("script \"{}\": does not end: it holds its thread with one long operation", place());
        }
    }

    @Override
    public String app() {
        return app.name();
    }

    @Override
    public String script() {
        return file;
    }

    @Override
    public Owner owner() {
        return Owner.app(app.name(), file);
    }

    @Override
    public AppScope scope() {
        return scope;
    }

    @Override
    public boolean lacks(String fact) {
        return lacks.add(fact);
    }

    @Override
    public void require(Permission permission) {
        if (!app.permissions().contains(permission)) {
            throw InvalidInput.of(
                    app.name().isEmpty() ? "script" : "app",
                    app.name().isEmpty() ? file : app.name(),
                    "lacks the permission \"" + permission.word() + "\": give it with the setting app.permissions"
                            + (app.name().isEmpty() ? "" : "." + app.name()));
        }
    }

    @Override
    public <T> T await(CompletionStage<T> answer) {
        Contexts.Timed context = (Contexts.Timed) Context.getCurrentContext();
        long from = System.nanoTime();
        try {
            return answer.toCompletableFuture().get(context.patience(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw context.stop("the script was stopped");
        } catch (TimeoutException e) {
            throw context.stop("waited too long for an answer");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RhinoException thrown) {
                throw thrown;
            }
            throw e.getCause() instanceof RuntimeException fact ? fact : new IllegalStateException(e.getCause());
        } finally {
            context.waited(System.nanoTime() - from);
        }
    }

    @Override
    public void replace(String role, Registration registration) {
        Registration before;
        synchronized (roles) {
            before = roles.put(role, registration);
        }
        scope.own(registration);
        if (before != null) {
            scope.release(before);
        }
    }

    @Override
    public boolean release(String role) {
        Registration before;
        synchronized (roles) {
            before = roles.remove(role);
        }
        if (before != null) {
            scope.release(before);
        }
        return before != null;
    }

    /** Refuses to go on when the script, or its task, is to end. Thread: the script's own. */
    void check() {
        Contexts.Timed context = (Contexts.Timed) Context.getCurrentContext();
        context.check();
        if (closed) {
            throw context.stop("the script was stopped");
        }
    }
}
