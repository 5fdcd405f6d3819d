// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests whose answer is not sent yet. An answer that comes later is printed and sent by a thread of the server, never by the one
 * that completes it: that may be a shard's. Thread: any.
 */
final class Exchanges {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    /** Longer than any poll may wait. */
    private static final long TIMEOUT_MILLIS = 330_000;

    /** Bytes of a packet or so: below, it costs more than it saves. */
    private static final int WORTH_COMPRESSING = 1400;

    private static final Predicate<String> ACCEPTS_GZIP =
            Pattern.compile("(^|[ ,])gzip(?! *; *q *= *0(\\.0*)?( *,|$))").asPredicate();

    private final JsonPrinter printer;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder bytes = new LongAdder();

    Exchanges(JsonPrinter printer) {
        this.printer = printer;
    }

    /** Takes a request in, before anything is read of it. */
    void begin(AsyncContext exchange) {
        open.incrementAndGet();
        exchange.setTimeout(TIMEOUT_MILLIS);
        exchange.addListener(new Ending());
    }

    /** Sends an answer, now or when it is there. */
    void answer(AsyncContext exchange, Arrival arrival, CompletionStage<Response> answer) {
        CompletableFuture<Response> future = answer.toCompletableFuture();
        if (future.isDone()) {
            send(exchange, arrival, future.join());
            return;
        }
        future.thenAccept(response -> {
            try {
                exchange.start(() -> send(exchange, arrival, response));
            } catch (IllegalStateException e) {
                LOG.debug("answer to {}: nobody waits any more", arrival.path());
            }
        });
    }

    private void send(AsyncContext exchange, Arrival arrival, Response response) {
        try {
            HttpServletResponse target = (HttpServletResponse) exchange.getResponse();
            target.setStatus(response.status());
            if (response.body() instanceof Response.Json json) {
                byte[] text = printer.print(json.value());
                target.setContentType("application/json");
                if (text.length > WORTH_COMPRESSING && compressible(arrival)) {
                    text = compress(text);
                    target.setHeader("Content-Encoding", "gzip");
                    target.addHeader("Vary", "Accept-Encoding");
                }
                transmit(exchange, arrival, response, text.length, new ByteArrayInputStream(text));
            } else if (response.body() instanceof Response.Stream stream) {
                target.setContentType(stream.contentType());
                transmit(
                        exchange,
                        arrival,
                        response,
                        stream.length(),
                        stream.content().get());
            } else {
                response.headers().forEach(target::setHeader);
                exchange.complete();
            }
        } catch (IOException | RuntimeException e) {
            fail(exchange, arrival, e);
        }
    }

    private void transmit(AsyncContext exchange, Arrival arrival, Response response, long length, InputStream content)
            throws IOException {
        HttpServletResponse target = (HttpServletResponse) exchange.getResponse();
        response.headers().forEach(target::setHeader);
        if (length >= 0) {
            target.setContentLengthLong(length);
        }
        if (arrival.method().equals("HEAD")) {
            content.close();
            exchange.complete();
            return;
        }
        Transmission transmission = new Transmission(exchange, target.getOutputStream(), content, bytes::add);
        target.getOutputStream().setWriteListener(transmission);
    }

    private static boolean compressible(Arrival arrival) {
        return arrival.header("Accept-Encoding").filter(ACCEPTS_GZIP).isPresent();
    }

    private static byte[] compress(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }

    /** An answer that cannot be printed or opened is a fault of ours. */
    private static void fail(AsyncContext exchange, Arrival arrival, Exception e) {
        LOG.error("answer to {} {}: not sent", arrival.method(), arrival.path(), e);
        HttpServletResponse target = (HttpServletResponse) exchange.getResponse();
        if (!target.isCommitted()) {
            target.reset();
            target.setStatus(500);
        }
        exchange.complete();
    }

    Map<String, Number> counters() {
        return Map.of("httpRequestsOpen", open.get(), "httpBytesSent", bytes.sum());
    }

    private final class Ending implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            open.decrementAndGet();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            HttpServletResponse target =
                    (HttpServletResponse) event.getAsyncContext().getResponse();
            if (!target.isCommitted()) {
                target.setStatus(503);
            }
            event.getAsyncContext().complete();
        }

        @Override
        public void onError(AsyncEvent event) {
            LOG.debug("exchange broken: {}", String.valueOf(event.getThrowable()));
            event.getAsyncContext().complete();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // an exchange is begun once
        }
    }
}
