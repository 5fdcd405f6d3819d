// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import javax.servlet.AsyncContext;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the body of an answer without holding a thread while the client is slow.
 *
 * <p>Thread: the server's, one call at a time.
 */
final class Transmission implements WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(Transmission.class);
    private static final int CHUNK = 32 * 1024;

    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final InputStream content;
    private final LongConsumer sent;
    private final byte[] chunk = new byte[CHUNK];
    private boolean over;

    /**
     * Prepares to send; {@code content} is closed at the end.
     *
     * @param sent told of the bytes of each chunk
     */
    Transmission(AsyncContext exchange, ServletOutputStream out, InputStream content, LongConsumer sent) {
        this.exchange = exchange;
        this.out = out;
        this.content = content;
        this.sent = sent;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (!over && out.isReady()) {
            int count = content.read(chunk);
            if (count < 0) {
                end();
                return;
            }
            out.write(chunk, 0, count);
            sent.accept(count);
        }
    }

    /** The client is gone, or the content cannot be read: the connection is closed, so that the client sees it cut. */
    @Override
    public void onError(Throwable thrown) {
        LOG.debug("answer not sent: {}", thrown.toString());
        end();
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        try {
            content.close();
        } catch (IOException e) {
            LOG.debug("content not closed: {}", e.toString());
        }
        exchange.complete();
    }
}
