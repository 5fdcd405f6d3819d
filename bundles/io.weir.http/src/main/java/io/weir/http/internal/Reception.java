// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;

/**
 * Reads the body of a request without holding a thread while the client is slow.
 *
 * <p>Thread: the server's, one call at a time.
 */
final class Reception implements ReadListener {
    private final ServletInputStream in;
    private final int limit;
    private final Consumer<byte[]> complete;
    private final Runnable tooLong;
    private final Consumer<Throwable> broken;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[8192];
    private boolean over;

    /**
     * Prepares to read.
     *
     * @param limit bytes; a longer body is not kept
     */
    Reception(
            ServletInputStream in, int limit, Consumer<byte[]> complete, Runnable tooLong, Consumer<Throwable> broken) {
        this.in = in;
        this.limit = limit;
        this.complete = complete;
        this.tooLong = tooLong;
        this.broken = broken;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!over && in.isReady()) {
            int count = in.read(buffer);
            if (count < 0) {
                return;
            }
            if (body.size() + count > limit) {
                over = true;
                tooLong.run();
                return;
            }
            body.write(buffer, 0, count);
        }
    }

    @Override
    public void onAllDataRead() {
        if (!over) {
            over = true;
            complete.accept(body.toByteArray());
        }
    }

    @Override
    public void onError(Throwable thrown) {
        over = true;
        broken.accept(thrown);
    }
}
