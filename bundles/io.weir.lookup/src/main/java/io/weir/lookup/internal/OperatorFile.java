// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of a file that the operator supplies, and made anew when the file changes. A file that cannot be read, or is of
 * another kind, leaves what was there.
 *
 * <p>Thread: {@link #refresh} is called by one thread; {@link #get} by any.
 */
final class OperatorFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorFile.class);

    /** Makes something of a file. */
    @FunctionalInterface
    interface Maker<T> {
        T make(Path file) throws IOException;
    }

    private record Stamp(long millis, long bytes) {}

    private static final Stamp NEVER = new Stamp(-1, -1);

    private final String setting;
    private final String kind;
    private final Optional<Path> path;
    private final Maker<T> maker;
    private final AtomicBoolean told = new AtomicBoolean();
    private Stamp seen = NEVER;
    private boolean failed;
    private volatile Optional<T> made = Optional.empty();

    /**
     * Makes nothing yet.
     *
     * @param setting that names the file
     * @param kind what the file is, for messages
     * @param path empty when the setting is not set
     */
    OperatorFile(String setting, String kind, Optional<Path> path, Maker<T> maker) {
        this.setting = setting;
        this.kind = kind;
        this.path = path;
        this.maker = maker;
    }

    /** What was made last; another object after each change. */
    Optional<T> get() {
        return made;
    }

    /** Looks whether the file has changed, and reads it then. */
    void refresh() {
        path.ifPresent(this::refresh);
    }

    private void refresh(Path file) {
        try {
            Stamp now = new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            made = Optional.of(maker.make(file));
            failed = false;
            LOG.info("setting {}: {} \"{}\" is read: bytes={}", setting, kind, file, now.bytes());
        } catch (WrongKind e) {
            failed = false;
            LOG.warn(
                    "setting {}: file \"{}\" is {} and yields nothing: expected is a {}",
                    setting,
                    file,
                    e.getMessage(),
                    kind);
        } catch (IOException | RuntimeException e) {
            if (!failed) {
                LOG.error("setting {}: {} \"{}\" cannot be read: {}", setting, kind, file, why(e));
            }
            failed = true;
            seen = NEVER; // tried again: what cannot be read may be half written
        }
    }

    private static String why(Exception e) {
        return e instanceof NoSuchFileException
                ? "it does not exist: put it there, or correct the setting"
                : e.toString();
    }

    /** Somebody wants it: says once what to do when there is none. */
    void wanted(String function) {
        if (path.isEmpty() && told.compareAndSet(false, true)) {
            LOG.warn("key function \"{}\": yields nothing: no {}: set {} to one", function, kind, setting);
        }
    }
}
