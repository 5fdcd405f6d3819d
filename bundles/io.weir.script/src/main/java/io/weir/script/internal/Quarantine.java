// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds back scripts that ended the process for want of memory: those with a task that had taken an eighth of the heap by then,
 * and those that ran a task at the end of two processes one after the other, the second of which was short-lived. They are held
 * until their file is another, or somebody starts them by hand.
 *
 * <p>Thread: any.
 */
final class Quarantine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final long BEAT_MS = 100;
    private static final long SHORT_LIFE_MS = 60_000;
    private static final long MUCH = Runtime.getRuntime().maxMemory() / 8;
    /** The virtual machine makes this file, beside that of the marks, before it ends for want of memory. */
    static final String NO_MEMORY = "out-of-memory";

    private static final String HELD = "held ";
    private static final String SEEN = "seen ";

    private final Store.Shelf shelf;
    private final TaskMarks marks;
    private final ScheduledExecutorService beats;
    private final Map<TaskMarks.Slot, LongSupplier> watched = new ConcurrentHashMap<>();

    /**
     * Reads what the process before has left, and begins to mark.
     *
     * @param file that of the marks
     * @param shelf where those that are held are remembered
     */
    Quarantine(Path file, Store.Shelf shelf) throws IOException {
        this.shelf = shelf;
        this.marks = TaskMarks.open(file);
        judge(Files.deleteIfExists(file.resolveSibling(NO_MEMORY)));
        marks.begin(System.currentTimeMillis());
        beats = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "script-marks");
            thread.setDaemon(true);
            return thread;
        });
        beats.scheduleAtFixedRate(this::beat, BEAT_MS, BEAT_MS, TimeUnit.MILLISECONDS);
    }

    private void judge(boolean noMemory) {
        Set<String> seen = new HashSet<>();
        for (TaskMarks.Unfinished task : marks.unfinished()) {
            boolean again = marks.lived() < SHORT_LIFE_MS
                    && shelf.read(SEEN + task.place()).isPresent();
            if (noMemory && (task.allocated() > MUCH || again)) {
                shelf.write(HELD + task.place(), "");
                LOG.warn(
                        "script \"{}\": was running when the process ended: ms={} bytes={}: is held back",
                        task.place(),
                        task.ran(),
                        task.allocated());
            } else {
                seen.add(SEEN + task.place());
            }
        }
        shelf.keys().stream()
                .filter(key -> key.startsWith(SEEN) && !seen.contains(key))
                .forEach(shelf::delete);
        seen.forEach(key -> shelf.write(key, ""));
    }

    // the machine's clock: what ended a process is told by real time, whatever a replay does
    private void beat() {
        marks.beat(System.currentTimeMillis());
        watched.forEach((slot, allocated) -> {
            long count = allocated.getAsLong();
            if (count > 0) {
                slot.allocated(count);
            }
        });
    }

    /**
     * A place for the marks of a script.
     *
     * @param allocated bytes that the present task has taken; 0 between tasks
     */
    TaskMarks.Slot watch(String place, LongSupplier allocated) {
        TaskMarks.Slot slot = marks.take(place);
        watched.put(slot, allocated);
        return slot;
    }

    void unwatch(TaskMarks.Slot slot) {
        if (watched.remove(slot) != null) {
            slot.giveBack();
        }
    }

    /** Why a script must not run now, if it must not. What was held runs again once its source is another. */
    Optional<String> held(String place, String source) {
        Optional<String> known = shelf.read(HELD + place);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        String digest = digest(source);
        if (known.get().isEmpty()) {
            shelf.write(HELD + place, digest);
        } else if (!known.get().equals(digest)) {
            release(place);
            return Optional.empty();
        }
        return Optional.of("held back: a task of it was running, and took the memory, when Weir ended:"
                + " change the script, or start its app by hand with weir:app-start");
    }

    /** Lets a script run again; whether it was held. */
    boolean release(String place) {
        shelf.delete(SEEN + place);
        return shelf.delete(HELD + place);
    }

    private static String digest(String source) {
        try {
            byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        beats.shutdownNow();
        marks.close();
    }
}
