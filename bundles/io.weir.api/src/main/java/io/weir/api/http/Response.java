// SPDX-License-Identifier: Apache-2.0
package io.weir.api.http;

import io.weir.api.Registration;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a resource answers. Thread: immutable.
 *
 * @param status of HTTP
 * @param headers beside those that follow from the body
 */
public record Response(int status, Map<String, String> headers, Body body) {
    /** A body of one of four kinds. */
    public sealed interface Body permits Json, Stream, Feed, Nothing {}

    /** JSON-like values, records' {@code properties()} included; printed by the server. */
    public record Json(Object value) implements Body {}

    /** Bytes: opened when they are sent, and closed. {@code length} is -1 when it is not known. */
    public record Stream(String contentType, long length, Supplier<InputStream> content) implements Body {}

    /**
     * Server-sent events (HTML Living Standard §9.2), sent as they come until the client goes. Opened when the answer is sent, with
     * what is to be run, by any thread, whenever there is something new; it may throw to refuse.
     */
    public record Feed(Function<? super Runnable, ? extends Source> open) implements Body {}

    /** Where the text of a {@link Feed} comes from. Thread: one at a time; closed once. */
    @ConsumerType
    public interface Source extends Registration {
        /** What to send next, whole events; empty when there is nothing now. */
        Optional<String> next();

        /** What to send when there was nothing for a while, so that both sides know the other is there. */
        default String heartbeat() {
            return ":\n\n";
        }
    }

    /** No body. */
    public record Nothing() implements Body {}

    public Response {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static Response json(Object value) {
        return new Response(200, Map.of(), new Json(value));
    }

    public static Response text(String text) {
        return bytes("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response bytes(String contentType, byte[] bytes) {
        return stream(contentType, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    public static Response stream(String contentType, long length, Supplier<InputStream> content) {
        return new Response(200, Map.of(), new Stream(contentType, length, content));
    }

    /** Server-sent events. */
    public static Response feed(Function<? super Runnable, ? extends Source> open) {
        return new Response(200, Map.of(), new Feed(open));
    }

    /** 204. */
    public static Response noContent() {
        return new Response(204, Map.of(), new Nothing());
    }

    /** An error as RFC 9457 has it; {@code detail} says what, why and what to do. */
    public static Response problem(int status, String title, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        return new Response(status, Map.of("Content-Type", "application/problem+json"), new Json(problem));
    }

    /** 404 for a thing by its name. */
    public static Response notFound(String what, String name) {
        return problem(404, "Not Found", what + " \"" + name + "\": there is none");
    }

    /** 302. */
    public static Response redirect(String location) {
        return new Response(302, Map.of("Location", location), new Nothing());
    }

    public Response withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }

    public Response withStatus(int status) {
        return new Response(status, headers, body);
    }

    /** This answer, for a handler that has it at once. */
    public static CompletionStage<Response> now(Response response) {
        return CompletableFuture.completedFuture(response);
    }
}
