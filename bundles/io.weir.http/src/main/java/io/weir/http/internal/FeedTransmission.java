// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import javax.servlet.AsyncContext;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a feed as it grows, for as long as the client takes it. Nothing is read of the source while the client does not take what it
 * was sent, and one that takes nothing for {@value #PATIENCE_SECONDS} s is cut.
 *
 * <p>Thread: any wakes it and beats; a thread of the server sends, one at a time.
 */
final class FeedTransmission implements WriteListener {
    static final int PATIENCE_SECONDS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(FeedTransmission.class);

    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final Response.Source source;
    private final LongConsumer sent;
    private final Runnable ended;
    private final AtomicBoolean woken = new AtomicBoolean();
    private boolean ready;
    private boolean unflushed;
    private boolean quiet = true;
    private boolean over;
    private long blockedSince;
    private String due = "";

    /**
     * Prepares to send.
     *
     * @param sent told of the bytes of each piece
     * @param ended run once, when the client is gone or was cut
     */
    FeedTransmission(
            AsyncContext exchange, ServletOutputStream out, Response.Source source, LongConsumer sent, Runnable ended) {
        this.exchange = exchange;
        this.out = out;
        this.source = source;
        this.sent = sent;
        this.ended = ended;
    }

    /** There may be something to send. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                exchange.start(this::woken);
            } catch (RuntimeException e) {
                onError(e); // the exchange is over, or the server is
            }
        }
    }

    private void woken() {
        woken.set(false);
        send();
    }

    @Override
    public synchronized void onWritePossible() {
        ready = true;
        blockedSince = 0;
        send();
    }

    private synchronized void send() {
        try {
            while (ready && !over) {
                if (!out.isReady()) {
                    ready = false;
                    blockedSince = System.nanoTime();
                } else if (!write()) {
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    /** Writes one piece; false when there is nothing to do. */
    private boolean write() throws IOException {
        String text = due;
        due = "";
        if (text.isEmpty()) {
            Optional<String> next = source.next();
            text = next.orElse("");
            quiet &= next.isEmpty();
        }
        if (!text.isEmpty()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            sent.accept(bytes.length);
            unflushed = true;
            return true;
        }
        if (unflushed) {
            unflushed = false;
            out.flush();
            return true;
        }
        return false;
    }

    /** Time has passed: a client that was sent nothing gets a sign of life, one that takes nothing is cut. */
    void beat() {
        synchronized (this) {
            if (over) {
                return;
            }
            if (!ready && blockedSince != 0) {
                if (System.nanoTime() - blockedSince > PATIENCE_SECONDS * 1_000_000_000L) {
                    LOG.debug("stream cut: the client takes nothing");
                    end();
                }
                return;
            }
            if (quiet && due.isEmpty()) {
                due = source.heartbeat();
            }
            quiet = true;
        }
        wake();
    }

    @Override
    public void onError(Throwable thrown) {
        LOG.debug("stream ended: {}", thrown.toString());
        end();
    }

    /** Ends the stream. */
    void end() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        source.close();
        ended.run();
        try {
            exchange.complete();
        } catch (IllegalStateException e) {
            LOG.debug("stream was over: {}", e.toString());
        }
    }
}
