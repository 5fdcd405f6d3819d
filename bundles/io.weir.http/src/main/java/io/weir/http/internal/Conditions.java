// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.InvalidInput;
import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Conditional requests (RFC 9110 §13) on definitions: what one path ending in {@code /json} shows and changes. The tag of a
 * definition is made of what is shown of it, so that every such resource has one. A condition is tested and the change made
 * without another change by REST between.
 *
 * <p>Thread: any; definitions are changed one at a time.
 */
final class Conditions {
    private static final String END = "/json";
    private static final JsonPrinter PRINTER = new JsonPrinter(0);

    private final RouteTable routes;
    private final Object changes = new Object();

    Conditions(RouteTable routes) {
        this.routes = routes;
    }

    /** Calls a resource, heeding the conditions of the request. */
    CompletionStage<Response> handle(
            Arrival arrival, List<String> path, Map<String, List<String>> query, RouteTable.Match match) {
        Resource resource = match.resource();
        Routed request = new Routed(arrival, path, query, match);
        if (ofScript(resource)) {
            return resource.handler().handle(request);
        }
        if (arrival.writes()
                && Parameters.flag(request, Shape.DRY_RUN)
                && !resource.shape().rehearsed()) {
            throw InvalidInput.of(
                    "parameter", Shape.DRY_RUN, "not heeded by " + resource.name() + ": nothing was done");
        }
        Optional<Resource> shown = shown(resource);
        if (shown.isEmpty()) {
            return resource.handler().handle(request);
        }
        return arrival.writes()
                ? change(request, new Routed(arrival.reading(), path, Map.of(), match), resource, shown.get())
                : resource.handler().handle(request).thenApply(response -> tagged(request, response));
    }

    /** Whether a script answers, which reads its parameters and conditions itself. */
    private static boolean ofScript(Resource resource) {
        return resource.path().startsWith("/app/{app}/scripts/")
                || resource.path().startsWith("/script/");
    }

    /** The resource that shows what this one changes, or itself when there is one that changes it. */
    private Optional<Resource> shown(Resource resource) {
        String path = resource.path();
        boolean definition = path.endsWith(END)
                && (!resource.method().equals("GET")
                        || routes.find("PUT " + path).isPresent()
                        || routes.find("DELETE " + path).isPresent());
        return definition ? routes.find("GET " + path) : Optional.empty();
    }

    private static Response tagged(Request request, Response response) {
        Optional<String> tag = tag(response);
        if (tag.isEmpty()) {
            return response;
        }
        boolean known = request.header("If-None-Match")
                .filter(tags -> lists(tags, tag.get()))
                .isPresent();
        Response answer = known ? Response.noContent().withStatus(304) : response;
        return answer.withHeader("ETag", tag.get()).withHeader("Cache-Control", "no-cache");
    }

    private CompletionStage<Response> change(Request request, Request reading, Resource resource, Resource shown) {
        Optional<String> match = request.header("If-Match");
        Optional<String> noMatch = request.header("If-None-Match");
        synchronized (changes) {
            if (match.isEmpty() && noMatch.isEmpty()) {
                return resource.handler().handle(request);
            }
            CompletableFuture<Response> now = shown.handler().handle(reading).toCompletableFuture();
            // definitions are at hand; one that is not is tested and changed a moment later
            return now.thenCompose(response -> {
                Optional<String> tag = tag(response);
                boolean holds = match.map(tags -> tag.isPresent() && lists(tags, tag.get()))
                                .orElse(true)
                        && noMatch.map(tags -> tag.isEmpty() || !lists(tags, tag.get()))
                                .orElse(true);
                return holds ? resource.handler().handle(request) : Response.now(failed(request, tag));
            });
        }
    }

    private static Response failed(Request request, Optional<String> tag) {
        Response problem = Response.problem(
                412,
                "Precondition Failed",
                "path \"" + request.path() + "\": "
                        + tag.map(now -> "is not what the condition says: read it anew: ETag is " + now)
                                .orElse("there is nothing that the condition could hold for"));
        return tag.map(now -> problem.withHeader("ETag", now)).orElse(problem);
    }

    /** The tag of what is shown; empty when nothing is. */
    private static Optional<String> tag(Response response) {
        if (response.status() != 200 || !(response.body() instanceof Response.Json json)) {
            return Optional.empty();
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(PRINTER.print(json.value()));
            return Optional.of('"' + HexFormat.of().formatHex(hash, 0, 12) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether a list of tags, weak or not, has one; {@code *} has every. */
    private static boolean lists(String tags, String tag) {
        for (String one : tags.split(",", -1)) {
            String stripped = one.strip();
            if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
