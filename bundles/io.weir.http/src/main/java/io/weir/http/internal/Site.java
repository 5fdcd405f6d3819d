// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.InvalidInput;
import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * From a request that arrived to what is answered, without a server around it: the door, the resource, its handler, and the
 * headers every answer has. Nothing a request holds makes it throw. Thread: any.
 */
final class Site {
    private static final String PREFLIGHT_METHODS = "GET, HEAD, PUT, POST, DELETE";

    private final Door door;
    private final RouteTable routes;
    private final boolean rest;
    private final boolean html;
    private final Conditions conditions;
    private final Problems problems = new Problems();
    private final LongAdder requests = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /**
     * Opens it.
     *
     * @param rest whether the platform's own resources are served
     * @param html whether pages are served
     */
    Site(Door door, RouteTable routes, boolean rest, boolean html) {
        this.door = door;
        this.routes = routes;
        this.conditions = new Conditions(routes);
        this.rest = rest;
        this.html = html;
    }

    /** Answers a request, never exceptionally. */
    CompletionStage<Response> answer(Arrival arrival) {
        requests.increment();
        return handle(arrival)
                .exceptionally(thrown -> problems.of(arrival.method() + " " + arrival.path(), thrown))
                .thenApply(response -> finish(arrival, response));
    }

    private CompletionStage<Response> handle(Arrival arrival) {
        try {
            Optional<Response> refusal = door.refuse(arrival);
            if (refusal.isPresent()) {
                refused.increment();
                return Response.now(refusal.get());
            }
            Optional<String> coding = arrival.header("Content-Encoding")
                    .filter(name -> !name.strip().equalsIgnoreCase("identity"));
            if (coding.isPresent() && arrival.hasBody()) {
                return Response.now(Response.problem(
                                415,
                                "Unsupported Media Type",
                                "content encoding \"" + coding.get() + "\": bodies are read as they are: send it plain")
                        .withHeader("Accept-Encoding", "identity"));
            }
            Optional<String> transfer = arrival.header("Transfer-Encoding")
                    .filter(name -> !name.strip().equalsIgnoreCase("chunked"));
            if (transfer.isPresent()) {
                return Response.now(Response.problem(
                        501,
                        "Not Implemented",
                        "transfer encoding \"" + transfer.get() + "\": only chunked is known: send the body plain"));
            }
            List<String> path = Decoding.path(arrival.path());
            Map<String, List<String>> query = Decoding.query(arrival.query());
            RouteTable.Found found = routes.find(arrival.method(), path, this::served);
            if (found instanceof RouteTable.Match match) {
                return conditions.handle(arrival, path, query, match);
            } else if (found instanceof RouteTable.WrongMethod wrong) {
                return Response.now(wrongMethod(arrival, wrong.allowed()));
            }
            return Response.now(nothing(arrival));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * How many bytes of a request's body may come.
     *
     * @param usual where the resource does not say, and whoever asks is not let in
     */
    long mostBytes(Arrival head, long usual) {
        try {
            boolean in = door.refuse(head).isEmpty();
            return in
                            && routes.find(head.method(), Decoding.path(head.path()), this::served)
                                    instanceof RouteTable.Match match
                    ? Math.max(usual, match.resource().shape().mostBytes())
                    : usual;
        } catch (InvalidInput refusedLater) {
            return usual;
        }
    }

    /** The settings {@code http.rest} and {@code http.html} take parts of the site away; apps' handlers and signs of life stay. */
    private boolean served(Resource resource) {
        String path = resource.path();
        boolean page = path.equals("/")
                || resource.name().equals("GET /app/{app}")
                || path.matches("/favicon\\.ico|/(html|inc|lib|api)(/.*)?|/app/\\{app}/(html|api)(/.*)?");
        boolean stays = path.startsWith("/script/")
                || path.startsWith("/app/")
                || path.equals("/healthz")
                || path.equals("/readyz");
        return page ? html : rest || stays;
    }

    /** People leave the format out, or put a slash behind. */
    private Response nothing(Arrival arrival) {
        String path = arrival.path();
        String plain = path.replaceFirst("/++$", "");
        boolean formatted = plain.endsWith("/json") || plain.endsWith("/txt");
        String meant = (formatted ? Stream.of(plain) : Stream.of(plain, plain + "/json", plain + "/txt"))
                .filter(near -> !near.isEmpty() && !near.equals(path))
                .filter(near -> !(routes.find(arrival.method(), Decoding.path(near), this::served)
                        instanceof RouteTable.Nothing))
                .findFirst()
                .map(near -> ", did you mean \"" + near + "\"")
                .orElse("");
        return Response.problem(404, "Not Found", "path \"" + path + "\": there is nothing" + meant);
    }

    private Response wrongMethod(Arrival arrival, Set<String> allowed) {
        Set<String> all = new TreeSet<>(allowed);
        all.add("OPTIONS");
        if (!arrival.method().equals("OPTIONS")) {
            return Response.problem(
                            405, "Method Not Allowed", "method " + arrival.method() + ": allowed are " + allowed)
                    .withHeader("Allow", String.join(", ", all));
        }
        Response options = Response.noContent().withHeader("Allow", String.join(", ", all));
        return door.sharing(arrival).isEmpty()
                ? options
                : options.withHeader("Access-Control-Allow-Methods", PREFLIGHT_METHODS)
                        .withHeader(
                                "Access-Control-Allow-Headers", "Content-Type, If-Match, If-None-Match, Last-Event-ID")
                        .withHeader("Access-Control-Max-Age", "600");
    }

    private Response finish(Arrival arrival, Response response) {
        if (response.status() >= 500) {
            failed.increment();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'self'");
        headers.put("Cache-Control", "no-store");
        headers.putAll(door.sharing(arrival));
        headers.putAll(response.headers());
        return new Response(response.status(), headers, response.body());
    }

    /** The same for a request that was refused before it could be read. */
    Response refusal(Arrival arrival, Response response) {
        requests.increment();
        refused.increment();
        return finish(arrival, response);
    }

    Map<String, Number> counters() {
        return Map.of(
                "httpRequests", requests.sum(),
                "httpRequestsRefused", refused.sum(),
                "httpRequestsFailed", failed.sum(),
                "httpFaults", problems.faults());
    }
}
