// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import io.weir.api.replay.ReplayStatus;
import io.weir.api.replay.ReplayStatus.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A capture that is played, until it is left. Thread: it has one of its own; any asks and closes. */
final class Session implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final double SECOND = 1e9;

    private final String name;
    private final Path file;
    private final Survey survey;
    private final Stage stage;
    private final Controls controls;
    private final boolean partial;
    private final Thread thread;
    private volatile boolean handedOver;
    private CompletableFuture<ReplayStatus> ended = new CompletableFuture<>();

    Session(String name, Path file, Survey survey, Stage stage, Controls controls, boolean partial) {
        this.name = name;
        this.file = file;
        this.survey = survey;
        this.stage = stage;
        this.controls = controls;
        this.partial = partial;
        this.thread = new Thread(this, "weir-replay");
        thread.setDaemon(true);
    }

    void start() {
        controls.begin(survey.first());
        LOG.info(
                "replay \"{}\": begins: datagrams={} seconds={} speed={}",
                name,
                survey.datagrams(),
                survey.nanos() / SECOND,
                controls.speed() == 0 ? "max" : controls.speed());
        thread.start();
    }

    @Override
    public void run() {
        try {
            boolean goes = true;
            while (goes) {
                long began = System.nanoTime();
                String fault = round();
                if (controls.finish(fault)) {
                    report(began);
                    tell();
                }
                goes = controls.more();
                if (goes) {
                    again();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            controls.leave();
            if (!handedOver) {
                stage.end();
            }
            tell();
        }
    }

    /** Plays once; the fault that ended it, if there was one. */
    private String round() throws InterruptedException {
        try (CaptureReader reader = CaptureReader.open(file)) {
            new Playback(stage, controls, reader, partial).play(survey.first());
            return "";
        } catch (IOException | RuntimeException e) {
            String fault = "capture \"" + name + "\": " + (e.getMessage() == null ? e : e.getMessage());
            LOG.error("replay stands still: {}", fault, e instanceof IOException ? null : e);
            return fault;
        }
    }

    /** Tells of the end; rounds of a loop end too often for that. */
    private void report(long began) {
        if (controls.state() == State.ENDED) {
            LOG.info(
                    "replay \"{}\": ended: datagrams={} seconds={} in {} s",
                    name,
                    controls.datagrams(),
                    survey.nanos() / SECOND,
                    (System.nanoTime() - began) / SECOND);
        }
    }

    private synchronized void tell() {
        ReplayStatus now = status();
        ended.completeAsync(() -> now);
    }

    private synchronized void again() {
        controls.begin(survey.first());
        if (ended.isDone()) {
            ended = new CompletableFuture<>();
        }
    }

    Controls controls() {
        return controls;
    }

    /** Goes to a place; what lies behind the last datagram is that datagram. */
    CompletableFuture<ReplayStatus> seek(double seconds) {
        long to = survey.first() + Math.min(survey.nanos(), (long) (seconds * SECOND));
        return controls.seek(to).thenApply(there -> status());
    }

    synchronized CompletableFuture<ReplayStatus> ended() {
        return ended.copy();
    }

    ReplayStatus status() {
        State state = controls.state();
        String broken = survey.broken().isEmpty() ? "" : "capture \"" + name + "\": " + survey.broken();
        return new ReplayStatus(
                state,
                name,
                controls.speed(),
                controls.loop(),
                Math.floorDiv(controls.position(), 1_000_000L),
                Math.min(controls.position() - survey.first(), survey.nanos()) / SECOND,
                survey.nanos() / SECOND,
                controls.datagrams(),
                survey.datagrams(),
                controls.rounds(),
                survey.counts(),
                controls.fault().isEmpty() ? broken : controls.fault());
    }

    /**
     * Leaves it, and returns when it has let go of the shards.
     *
     * @param toAnother whether another replay is to have them, so that the network does not get them between
     */
    void close(boolean toAnother) {
        handedOver = toAnother;
        controls.leave();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
