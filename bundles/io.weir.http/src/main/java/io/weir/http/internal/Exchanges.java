// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

    private static final int MOST_COMPRESSED = 8 << 20;

    private static final Predicate<String> WORDY = Pattern.compile(
                    "text/(?!event-stream)|application/(json|javascript|yaml|xml|problem)|image/svg")
            .asPredicate();

    private final JsonPrinter printer;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder bytes = new LongAdder();
    private final Set<FeedTransmission> feeds = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService beats;

    /**
     * Begins without any.
     *
     * @param heartbeat milliseconds after which a stream without events gets a sign of life
     */
    Exchanges(JsonPrinter printer, long heartbeat) {
        this.printer = printer;
        this.beats = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "http-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        beats.scheduleWithFixedDelay(this::beat, heartbeat, heartbeat, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        for (FeedTransmission feed : feeds) {
            try {
                feed.beat();
            } catch (RuntimeException e) {
                LOG.warn("stream: no heartbeat", e);
                feed.end();
            }
        }
    }

    /** Ends every stream, so that clients come back to who takes over. */
    void close() {
        beats.shutdownNow();
        feeds.forEach(FeedTransmission::end);
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
                target.setContentType("application/json");
                text(exchange, arrival, response, printer.print(json.value()));
            } else if (response.body() instanceof Response.Stream stream) {
                target.setContentType(stream.contentType());
                InputStream content = stream.content().get();
                if (compressible(response, stream)) {
                    try (content) {
                        text(exchange, arrival, response, content.readAllBytes());
                    }
                } else {
                    transmit(exchange, arrival, response, stream.length(), content);
                }
            } else if (response.body() instanceof Response.Feed feed) {
                feed(exchange, arrival, response, feed);
            } else {
                response.headers().forEach(target::setHeader);
                exchange.complete();
            }
        } catch (Unavailable e) {
            send(exchange, arrival, Problems.unavailable(e.getMessage(), e.seconds()));
        } catch (IOException | RuntimeException e) {
            fail(exchange, arrival, e);
        }
    }

    private static boolean compressible(Response response, Response.Stream stream) {
        return stream.length() > WORTH_COMPRESSING
                && stream.length() <= MOST_COMPRESSED
                && WORDY.test(stream.contentType())
                && !response.headers().containsKey("Content-Encoding");
    }

    /** Sends what is all there, compressed for whom that helps. */
    private void text(AsyncContext exchange, Arrival arrival, Response response, byte[] text) throws IOException {
        byte[] sent = text;
        Response varied = response;
        if (text.length > WORTH_COMPRESSING) {
            varied = varying(response);
            if (arrival.header("Accept-Encoding").filter(ACCEPTS_GZIP).isPresent()) {
                sent = compress(text);
                varied = varied.withHeader("Content-Encoding", "gzip");
            }
        }
        transmit(exchange, arrival, varied, sent.length, new ByteArrayInputStream(sent));
    }

    private static Response varying(Response response) {
        String before = response.headers().getOrDefault("Vary", "");
        return before.contains("Accept-Encoding")
                ? response
                : response.withHeader("Vary", before.isEmpty() ? "Accept-Encoding" : before + ", Accept-Encoding");
    }

    private void feed(AsyncContext exchange, Arrival arrival, Response response, Response.Feed feed)
            throws IOException {
        HttpServletResponse target = (HttpServletResponse) exchange.getResponse();
        if (arrival.method().equals("HEAD")) {
            target.setContentType("text/event-stream; charset=utf-8");
            response.headers().forEach(target::setHeader);
            exchange.complete();
            return;
        }
        AtomicReference<FeedTransmission> sending = new AtomicReference<>();
        Response.Source source = feed.open().apply((Runnable) () -> {
            FeedTransmission one = sending.get();
            if (one != null) {
                one.wake();
            }
        });
        target.setContentType("text/event-stream; charset=utf-8");
        response.headers().forEach(target::setHeader);
        target.setHeader("X-Accel-Buffering", "no");
        exchange.setTimeout(0);
        FeedTransmission transmission =
                new FeedTransmission(exchange, target.getOutputStream(), source, bytes::add, () -> {
                    FeedTransmission one = sending.get();
                    if (one != null) {
                        feeds.remove(one);
                    }
                });
        sending.set(transmission);
        feeds.add(transmission);
        exchange.addListener(new FeedEnding(transmission));
        target.getOutputStream().setWriteListener(transmission);
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

    private static byte[] compress(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }

    /** An answer that cannot be printed or opened is a fault of ours. */
    private void fail(AsyncContext exchange, Arrival arrival, Exception e) {
        LOG.error("answer to {} {}: not sent", arrival.method(), arrival.path(), e);
        HttpServletResponse target = (HttpServletResponse) exchange.getResponse();
        if (!target.isCommitted()) {
            target.reset();
            refuse(target, Response.problem(500, "Internal Server Error", "the answer could not be made: see the log"));
        }
        exchange.complete();
    }

    /** Sends a short problem by itself, where the usual way has failed or is closed. */
    private void refuse(HttpServletResponse target, Response problem) {
        try {
            target.setStatus(problem.status());
            problem.headers().forEach(target::setHeader);
            if (problem.body() instanceof Response.Json json) {
                target.getOutputStream().write(printer.print(json.value()));
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("problem not sent: {}", e.toString());
        }
    }

    Map<String, Number> counters() {
        return Map.of("httpRequestsOpen", open.get(), "httpBytesSent", bytes.sum());
    }

    /** Ends a feed with its exchange, whatever ends that. */
    private static final class FeedEnding implements AsyncListener {
        private final FeedTransmission feed;

        FeedEnding(FeedTransmission feed) {
            this.feed = feed;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            feed.end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            feed.end();
        }

        @Override
        public void onError(AsyncEvent event) {
            feed.end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // an exchange is begun once
        }
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
                refuse(target, Problems.unavailable("no answer in time: try again", 1));
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
