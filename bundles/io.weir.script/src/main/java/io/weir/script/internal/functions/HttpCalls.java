// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import io.weir.api.app.Permission;
import io.weir.api.store.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The HTTP requests that scripts make: bounded in number, time and size. A relative URL reaches Weir itself.
 *
 * <p>Thread: any; answers come on one of two threads of its own.
 */
public final class HttpCalls implements AutoCloseable {
    private static final int MOST_AT_ONCE = 100;
    private static final int MOST_BYTES = 16 << 20;

    /** An answer. Thread: immutable. */
    record Answer(int status, String url, Map<String, String> headers, String body) {
        Map<String, Object> properties() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("status", status);
            shown.put("url", url);
            shown.put("headers", headers);
            shown.put("body", body);
            return shown;
        }

        /** Itself, unless it is an error. */
        Answer expected() {
            if (status >= 400) {
                throw InvalidInput.of("request", url, "was refused: status=" + status);
            }
            return this;
        }
    }

    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService threads;
    private final HttpClient client;
    private final URI self;
    private final Duration patience;

    /**
     * A client.
     *
     * @param patience for a whole exchange
     */
    public HttpCalls(Settings settings, Duration patience) {
        this.patience = patience;
        this.self = self(settings);
        this.threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "script-http");
            thread.setDaemon(true);
            return thread;
        });
        this.client = HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private static URI self(Settings settings) {
        String host = settings.get("http.hostname").orElse("127.0.0.1");
        boolean any = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
        String name = any ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + settings.integer("http.port", 8008) + "/");
    }

    /**
     * Sends a request of {@code url}, {@code operation}, {@code headers}, {@code body}, {@code user}, {@code password}. Throws
     * {@link InvalidInput} when it cannot be sent.
     *
     * @param permit throws when the script may not do what it is asked
     */
    CompletableFuture<Answer> send(Map<String, Object> properties, Consumer<Permission> permit) {
        HttpRequest request = request(properties);
        if (!request.uri().getRawAuthority().equals(self.getRawAuthority())) {
            permit.accept(Permission.HTTP);
        } else if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            permit.accept(Permission.REST);
        }
        if (!room.tryAcquire()) {
            throw InvalidInput.of("request", request.uri().toString(), "too many at once: limit=" + MOST_AT_ONCE);
        }
        BoundedBody body = new BoundedBody();
        return client.sendAsync(request, info -> BodySubscribers.mapping(body, HttpCalls::text))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        body.cancel();
                    }
                    room.release();
                })
                .thenApply(HttpCalls::answer);
    }

    private HttpRequest request(Map<String, Object> properties) {
        Arguments a = new Arguments(
                "request",
                Arrays.asList(
                        properties.get("url"),
                        properties.get("operation"),
                        properties.get("body"),
                        properties.get("user"),
                        properties.get("password")));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(a.text(0))).timeout(patience);
        request.method(
                a.has(1) ? a.text(1).toUpperCase(Locale.ROOT) : "GET",
                a.value(2) == null ? BodyPublishers.noBody() : BodyPublishers.ofString(a.text(2)));
        if (properties.get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> request.setHeader(String.valueOf(name), Arguments.show(value)));
        }
        if (a.has(3)) {
            String secret = a.text(3) + ":" + a.text(4);
            request.setHeader(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
        return request.build();
    }

    private URI uri(String url) {
        try {
            URI uri = self.resolve(url);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getRawAuthority() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw InvalidInput.of("request", url, "not a URL: " + e.getMessage());
        }
        throw InvalidInput.of("request", url, "neither http nor https, or names no server");
    }

    private static Answer answer(HttpResponse<String> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return new Answer(response.statusCode(), response.uri().toString(), headers, response.body());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What an error callback is told when there was no answer. */
    static Map<String, Object> failed(Map<String, Object> request, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new Answer(0, String.valueOf(request.get("url")), Map.of(), String.valueOf(cause.getMessage()))
                .properties();
    }

    /** Collects a body up to the limit. Thread: the exchange's; any cancels. */
    private static final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Flow.Subscription subscription;
        private boolean cancelled;

        @Override
        public CompletableFuture<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            if (taken(given)) {
                given.request(Long.MAX_VALUE);
            } else {
                given.cancel();
            }
        }

        private synchronized boolean taken(Flow.Subscription given) {
            subscription = given;
            return !cancelled;
        }

        /** Ends the exchange, and its connection: a future that is given up goes on receiving else. */
        void cancel() {
            Flow.Subscription known;
            synchronized (this) {
                cancelled = true;
                known = subscription;
            }
            if (known != null) {
                known.cancel();
            }
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] chunk = new byte[buffer.remaining()];
                buffer.get(chunk);
                bytes.writeBytes(chunk);
            }
            if (bytes.size() > MOST_BYTES) {
                cancel();
                body.completeExceptionally(new IOException("answer is too big: limit=" + MOST_BYTES));
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
