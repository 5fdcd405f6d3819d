// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import io.weir.api.CounterSource;
import io.weir.api.InvalidInput;
import io.weir.api.replay.Replay;
import io.weir.api.replay.ReplayOrder;
import io.weir.api.replay.ReplayStatus;
import io.weir.api.store.Settings;
import io.weir.api.time.MachineTimeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Plays captures, one at a time. Thread: any; files are read through, and one replay takes over from another, on a thread of its
 * own.
 */
@Component(
        immediate = true,
        service = {Replay.class, ReplayService.class, CounterSource.class})
public final class ReplayService implements Replay, CounterSource {
    /** Orders that wait for the one before, at most. */
    private static final int WAITING = 4;

    private final Stage stage;
    private final MachineTimeline machine;
    private final ReplayFiles files;
    private final BooleanSupplier stopping;
    private final ThreadPoolExecutor opener =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "weir-replay-opener");
                thread.setDaemon(true);
                return thread;
            });
    private volatile Session session;
    private volatile String fault = "";
    private boolean startTaken;
    private boolean closed;

    @Activate
    public ReplayService(
            @Reference Stage stage,
            @Reference MachineTimeline machine,
            @Reference Settings settings,
            BundleContext context) {
        this(stage, machine, settings, home(context), stopping(context.getBundle(0)));
    }

    ReplayService(Stage stage, MachineTimeline machine, Settings settings, Path home, BooleanSupplier stopping) {
        this.stage = stage;
        this.stopping = stopping;
        this.machine = machine;
        this.files = new ReplayFiles(home, settings.get("replay.directories").orElse(""));
    }

    /** Whether the process has begun to stop: the framework's own bundle is the first to know. */
    private static BooleanSupplier stopping(Bundle framework) {
        return () -> framework.getState() == Bundle.STOPPING;
    }

    private static Path home(BundleContext context) {
        String home = context.getProperty("weir.home");
        if (home == null) {
            throw new IllegalStateException("home: not known: framework property weir.home is not set");
        }
        return Path.of(home);
    }

    @Override
    public CompletableFuture<ReplayStatus> order(ReplayOrder order) {
        return order.file().isPresent() ? open(order, name -> files.allowed(name)) : change(order);
    }

    /** Starts the capture that the operator named, wherever it lies. */
    CompletableFuture<ReplayStatus> orderNamed(ReplayOrder order) {
        return open(order, name -> files.named(name)).whenComplete((status, failure) -> {
            if (failure != null) {
                fault = (failure.getCause() == null ? failure : failure.getCause()).getMessage();
            }
        });
    }

    /** Whether nobody has taken it on yet to play what the operator named: that is done once. */
    synchronized boolean takeStart() {
        boolean free = !startTaken;
        startTaken = true;
        return free;
    }

    /** Finds the file of a name. */
    @FunctionalInterface
    private interface Finder {
        Path find(String name);
    }

    private CompletableFuture<ReplayStatus> open(ReplayOrder order, Finder finder) {
        try {
            return CompletableFuture.supplyAsync(() -> start(order, finder), opener)
                    .thenCompose(begun -> begun);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    opener.isShutdown()
                            ? new IllegalStateException("replay: it has been stopped", e)
                            : InvalidInput.of(
                                    "replay",
                                    order.file().orElseThrow(),
                                    "others wait to be begun: orders=" + WAITING + ": try again when they are"));
        }
    }

    private CompletableFuture<ReplayStatus> start(ReplayOrder order, Finder finder) {
        String name = order.file().orElseThrow();
        boolean partial = order.partial().orElse(false);
        Path file = finder.find(name);
        return begin(order, name, file, survey(name, file, partial), partial);
    }

    private synchronized CompletableFuture<ReplayStatus> begin(
            ReplayOrder order, String name, Path file, Survey survey, boolean partial) {
        if (closed) {
            throw new IllegalStateException("replay: it has been stopped");
        }
        leave(true);
        Controls controls = new Controls(
                machine,
                order.speed().orElse(1),
                order.loop().orElse(false),
                order.paused().orElse(false));
        Session begun = new Session(name, file, survey, stage, controls, partial);
        Optional<CompletableFuture<ReplayStatus>> there = order.position().isPresent()
                ? Optional.of(
                        begun.seek(order.position().getAsDouble())) // before it begins, so that nothing is told twice
                : Optional.empty();
        begun.start();
        session = begun;
        fault = "";
        return there.orElseGet(() -> CompletableFuture.completedFuture(begun.status()));
    }

    private static Survey survey(String name, Path file, boolean partial) {
        try {
            Survey survey = Survey.of(file);
            if (survey.broken().isEmpty() || partial) {
                return survey;
            }
            throw InvalidInput.of(
                    "capture",
                    name,
                    survey.broken() + ", " + survey.datagrams()
                            + " datagrams are whole before: partial=true plays those");
        } catch (IOException e) {
            throw InvalidInput.of("capture", name, e.getMessage() == null ? "cannot be read" : e.getMessage());
        }
    }

    private CompletableFuture<ReplayStatus> change(ReplayOrder order) {
        Session playing = session;
        if (playing == null) {
            return CompletableFuture.failedFuture(
                    InvalidInput.of("replay", "", "nothing is played: start one with the property \"file\""));
        }
        if (order.partial().isPresent()) {
            return CompletableFuture.failedFuture(
                    InvalidInput.of("replay", "", "property \"partial\": goes with a file alone"));
        }
        Controls controls = playing.controls();
        order.speed().ifPresent(controls::speed);
        order.loop().ifPresent(controls::loop);
        order.paused().ifPresent(controls::pause);
        return order.position().isEmpty()
                ? CompletableFuture.completedFuture(playing.status())
                : playing.seek(order.position().getAsDouble());
    }

    @Override
    public ReplayStatus status() {
        Session playing = session;
        return playing == null ? ReplayStatus.none(fault) : playing.status();
    }

    @Override
    public CompletableFuture<ReplayStatus> ended() {
        Session playing = session;
        return playing == null ? CompletableFuture.completedFuture(status()) : playing.ended();
    }

    @Override
    public boolean stop() {
        return leave(false);
    }

    /** Ends what is played; the network gets the shards back unless another replay is to have them, or nobody. */
    private synchronized boolean leave(boolean notBack) {
        Session playing = session;
        boolean yielded = !fault.isEmpty();
        fault = "";
        if (playing == null) {
            if (yielded && !notBack) {
                stage.end();
            }
            return yielded;
        }
        session = null;
        playing.close(notBack);
        return true;
    }

    @Override
    public Map<String, Number> counters() {
        ReplayStatus status = status();
        Map<String, Number> shown = new LinkedHashMap<>();
        shown.put("replayActive", status.state() == ReplayStatus.State.NONE ? 0 : 1);
        shown.put("replayDatagrams", status.datagrams());
        shown.put("replayRounds", status.rounds());
        return shown;
    }

    @Deactivate
    void close() {
        opener.shutdown();
        synchronized (this) {
            closed = true; // orders that wait are refused when it is their turn
            leave(stopping.getAsBoolean()); // the network is not listened to for the last moments
        }
    }
}
