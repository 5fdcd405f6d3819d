// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plays a capture once, from its first datagram to the tick behind its last.
 *
 * <p>Everything happens in the order of the capture's time: datagrams, ten ticks a second, timers; before the clock moves past a
 * tick or a timer, all that it set off is done. So the threads of the machine decide nothing. Where nothing was captured for more
 * than {@value #GAP_MINUTES} minutes, the clock jumps. Thread: confined to its user.
 */
public final class Playback {
    private static final long TICK = 100_000_000;
    private static final long GAP_MINUTES = 60;
    private static final long GAP = GAP_MINUTES * 60 * 1_000_000_000L;
    private static final int AT_ONCE = 256;

    private final Stage stage;
    private final Pace pace;
    private final CaptureReader reader;
    private final boolean partial;
    private final List<Captured> run = new ArrayList<>(AT_ONCE);
    private Optional<Captured> next = Optional.empty();
    private long tick;

    Playback(Stage stage, Pace pace, CaptureReader reader, boolean partial) {
        this.stage = stage;
        this.pace = pace;
        this.reader = reader;
        this.partial = partial;
    }

    /** Plays a whole capture as fast as it goes. Throws {@link IOException} when it is none. */
    public static void play(Path capture, Stage stage) throws IOException, InterruptedException {
        long first = Survey.of(capture).first();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            new Playback(stage, Pace.FASTEST, reader, false).play(first);
        }
    }

    /** Plays; false when the pace said to leave before its end. */
    boolean play(long first) throws IOException, InterruptedException {
        stage.begin(first, pace.left());
        tick = first + TICK;
        next = read();
        while (next.isPresent()) {
            long now = next.get().nanos();
            if (now - tick > GAP) {
                tick = now;
                stage.advance(now, false);
            }
            long stop = Math.min(tick, stage.nextTimer());
            if (!(now < stop ? feed(stop) : step(stop))) {
                return false;
            }
        }
        long end = tick;
        boolean goes = true;
        while (goes && tick == end) {
            goes = step(Math.min(tick, stage.nextTimer()));
        }
        return goes;
    }

    private Optional<Captured> read() throws IOException {
        try {
            return reader.next();
        } catch (Broken e) {
            if (partial) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean feed(long stop) throws IOException, InterruptedException {
        if (!pace.await(next.get().nanos())) {
            return false;
        }
        run.clear();
        do {
            run.add(next.get());
            next = read();
        } while (run.size() < AT_ONCE
                && next.isPresent()
                && next.get().nanos() < stop
                && pace.due(next.get().nanos()));
        stage.feed(run);
        pace.played(run.size(), run.get(run.size() - 1).nanos());
        return true;
    }

    private boolean step(long stop) throws InterruptedException {
        if (!pace.await(stop)) {
            return false;
        }
        boolean ticks = stop >= tick;
        stage.advance(stop, ticks);
        tick += ticks ? TICK : 0;
        pace.played(0, stop);
        return true;
    }
}
