// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import io.weir.api.InvalidInput;
import io.weir.api.replay.ReplayStatus.State;
import io.weir.api.time.MachineTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The knobs of a replay, and the pace that follows from them.
 *
 * <p>Thread: any turns the knobs; the player waits at its monitor. Times are ns since 1970; a real moment is one of the machine's
 * clock.
 */
final class Controls implements Pace {
    private static final long NONE = Long.MIN_VALUE;
    /** No wait is longer at a time, so that a machine that slept goes on. */
    private static final long LONGEST_WAIT_MS = 1_000;

    private static final int MOST_SEEKS = 64;

    private final MachineTimeline machine;
    private final List<CompletableFuture<Void>> arrivals = new ArrayList<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private double speed;
    private boolean loop;
    private boolean paused;
    private boolean again;
    private boolean ended;
    private String fault = "";
    private long target = NONE;
    private long position;
    private long datagrams;
    private long rounds;
    private long anchor;
    private long anchorReal;

    Controls(MachineTimeline machine, double speed, boolean loop, boolean paused) {
        this.machine = machine;
        this.speed = speed;
        this.loop = loop;
        this.paused = paused;
    }

    /** A round begins, at its first moment. */
    synchronized void begin(long first) {
        position = first;
        anchor();
        datagrams = 0;
        rounds++;
        again = false;
        ended = false;
    }

    private void anchor() {
        anchor = position;
        anchorReal = machine.nanos();
    }

    @Override
    public synchronized boolean await(long nanos) throws InterruptedException {
        while (!left.isDone() && !again && !due(nanos)) {
            if (target != NONE) {
                arrive(); // all that was played before has been taken in
            } else if (paused) {
                wait();
                anchor();
            } else {
                long ns = real(nanos) - machine.nanos();
                wait(Math.min(LONGEST_WAIT_MS, Math.max(1, TimeUnit.NANOSECONDS.toMillis(ns))));
            }
        }
        return !left.isDone() && !again;
    }

    @Override
    public synchronized boolean due(long nanos) {
        if (target != NONE) {
            return nanos <= target;
        }
        return !paused && (speed == 0 || real(nanos) <= machine.nanos());
    }

    private long real(long nanos) {
        return anchorReal + (long) ((nanos - anchor) / speed);
    }

    /** Everything up to the target has been played. */
    private void arrive() {
        position = Math.max(position, target);
        target = NONE;
        anchor();
        arrivals.forEach(arrival -> arrival.completeAsync(() -> null));
        arrivals.clear();
    }

    @Override
    public synchronized void played(int count, long nanos) {
        datagrams += count;
        position = Math.max(position, nanos);
    }

    /** A round is over, with what ended it before its time if anything did; false when another follows. */
    synchronized boolean finish(String with) {
        fault = with;
        if (target != NONE && !again) {
            arrive();
        }
        ended = !again && !left.isDone() && !(loop && with.isEmpty());
        return ended || left.isDone();
    }

    /** Waits until another round is to begin; false when all is over. */
    synchronized boolean more() throws InterruptedException {
        while (ended && !again && !left.isDone()) {
            wait();
            ended = !(loop && fault.isEmpty());
        }
        return !left.isDone();
    }

    synchronized void speed(double to) {
        speed = to;
        anchor();
        notifyAll();
    }

    synchronized void loop(boolean to) {
        loop = to;
        notifyAll();
    }

    synchronized void pause(boolean to) {
        paused = to;
        anchor();
        notifyAll();
    }

    /** Goes to a moment: on from here when it lies ahead, from the first again when it does not. */
    synchronized CompletableFuture<Void> seek(long to) {
        CompletableFuture<Void> arrival = new CompletableFuture<>();
        if (arrivals.size() >= MOST_SEEKS) {
            arrival.completeExceptionally(InvalidInput.of(
                    "replay",
                    "position",
                    "others are on the way: orders=" + MOST_SEEKS + ": try again when they are there"));
            return arrival;
        }
        arrivals.add(arrival);
        again |= to < position || ended;
        target = to;
        notifyAll();
        return arrival;
    }

    @Override
    public CompletableFuture<?> left() {
        return left;
    }

    synchronized void leave() {
        left.complete(null);
        arrivals.forEach(arrival -> arrival.completeAsync(() -> null));
        arrivals.clear();
        notifyAll();
    }

    synchronized State state() {
        if (left.isDone()) {
            return State.NONE;
        }
        if (ended) {
            return fault.isEmpty() ? State.ENDED : State.FAILED;
        }
        return target != NONE ? State.SEEKING : paused ? State.PAUSED : State.PLAYING;
    }

    synchronized String fault() {
        return fault;
    }

    synchronized double speed() {
        return speed;
    }

    synchronized boolean loop() {
        return loop;
    }

    synchronized long position() {
        return position;
    }

    synchronized long datagrams() {
        return datagrams;
    }

    synchronized long rounds() {
        return rounds;
    }
}
