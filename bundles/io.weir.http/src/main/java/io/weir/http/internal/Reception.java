// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;

/**
 * Reads the body of a request without holding a thread while the client is slow. What is too long for memory goes to a file.
 *
 * <p>Thread: the server's, one call at a time; any closes it.
 */
final class Reception implements ReadListener, AutoCloseable {
    /** Longer bodies are not kept in memory. */
    static final int MOST_IN_MEMORY = 1 << 20;

    /** Told how it ended, once. */
    interface Ending {
        /**
         * All is there.
         *
         * @param file holds the body when {@code bytes} does not, until this is closed
         */
        void complete(byte[] bytes, Optional<Path> file);

        void tooLong();

        void broken(Throwable thrown);

        /** The body could not be kept. */
        void noRoom(IOException thrown);
    }

    private final ServletInputStream in;
    private final long limit;
    private final Ending ending;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[8192];
    private Optional<Path> file = Optional.empty();
    private OutputStream target = memory;
    private long length;
    private boolean over;
    private boolean closed;

    /**
     * Prepares to read.
     *
     * @param limit bytes; a longer body is not kept
     */
    Reception(ServletInputStream in, long limit, Ending ending) {
        this.in = in;
        this.limit = limit;
        this.ending = ending;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!over && in.isReady()) {
            int count = in.read(buffer);
            if (count < 0) {
                return;
            }
            length += count;
            if (length > limit) {
                end();
                ending.tooLong();
                return;
            }
            try {
                keep(count);
            } catch (IOException e) {
                end();
                ending.noRoom(e);
            }
        }
    }

    private synchronized void keep(int count) throws IOException {
        if (closed) {
            throw new IOException("nobody waits for it any more");
        }
        if (length > MOST_IN_MEMORY && file.isEmpty()) {
            file = Optional.of(Files.createTempFile("weir-body", ""));
            target = Files.newOutputStream(file.get());
            memory.writeTo(target);
            memory.reset();
        }
        target.write(buffer, 0, count);
    }

    @Override
    public void onAllDataRead() {
        if (over) {
            return;
        }
        over = true;
        try {
            target.close();
            ending.complete(memory.toByteArray(), file);
        } catch (IOException e) {
            close();
            ending.noRoom(e);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        boolean told = over;
        end();
        if (!told) {
            ending.broken(thrown);
        }
    }

    private void end() {
        over = true;
        close();
    }

    /** Removes what was kept in a file. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            target.close();
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            file.ifPresent(left -> left.toFile().deleteOnExit());
        }
    }
}
