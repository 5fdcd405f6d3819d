// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import io.weir.api.store.Sequences;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ids out of blocks reserved on disk. Thread: any; one at a time.
 *
 * <p>The file holds the end of the block in use, so a new process goes on behind it. When only the file before the newest can be
 * read, one block more is skipped; when none can, the milliseconds since 1970 are the start: more than any id so far. A disk that
 * cannot be written stops no event: ids go on in memory, and an error says that they may come again after a restart.
 */
final class BlockSequence implements Sequences.Sequence {
    static final int BLOCK = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(BlockSequence.class);

    private final String name;
    private final DirectoryShelf shelf;
    private long last;
    private long reserved;

    BlockSequence(String name, DirectoryShelf shelf, Clock clock) {
        this.name = name;
        this.shelf = shelf;
        this.last = start(clock);
        this.reserved = last;
    }

    private long start(Clock clock) {
        DirectoryShelf.Reading reading = shelf.newest(name);
        long end;
        try {
            end = Long.parseLong(reading.text().orElse("0"));
        } catch (NumberFormatException e) {
            return clock.millis();
        }
        if (!reading.damaged()) {
            return end;
        }
        return reading.text().isPresent() ? end + BLOCK : clock.millis();
    }

    @Override
    public synchronized long next() {
        if (last == reserved) {
            reserve();
        }
        return ++last;
    }

    private void reserve() {
        reserved = last + BLOCK;
        try {
            shelf.write(name, Long.toString(reserved));
        } catch (UncheckedIOException e) {
            LOG.error(
                    "sequence \"{}\": cannot be stored, ids may come again after a restart: {}", name, e.getMessage());
        }
    }
}
