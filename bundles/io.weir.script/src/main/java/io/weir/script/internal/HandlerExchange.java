// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.InvalidInput;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** What a script's HTTP handler is given, and what its result means. Thread: any. */
final class HandlerExchange {
    private static final Map<String, String> TEXT_FORMATS = Map.of(
            "txt", "text/plain; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "csv", "text/csv; charset=utf-8",
            "xml", "application/xml; charset=utf-8",
            "svg", "image/svg+xml; charset=utf-8");
    private static final Map<String, Integer> STATUSES = Map.of(
            "bad_request", 400,
            "bad_value", 400,
            "not_found", 404,
            "service_unavailable", 503,
            "internal_server_error", 500);

    private HandlerExchange() {}

    static boolean knows(String format) {
        return format.equals("json") || TEXT_FORMATS.containsKey(format);
    }

    /** The handler's argument: {@code path} only when there are segments, {@code body} only when it was read. */
    static Map<String, Object> argument(List<String> segments, String format, Request request) {
        Map<String, Object> argument = new LinkedHashMap<>();
        argument.put("method", request.method());
        if (!segments.isEmpty()) {
            argument.put("path", segments);
        }
        argument.put("format", format);
        argument.put("query", request.query());
        if (request.hasBody()) {
            try {
                argument.put("body", request.json());
            } catch (InvalidInput unreadable) {
                argument.put("error", unreadable.getMessage());
            }
        }
        return argument;
    }

    static Response response(String format, Object result) {
        if (result == null) {
            return Response.noContent();
        }
        if (format.equals("json")) {
            return Response.json(result);
        }
        String text = result instanceof String given ? given : Json.text(result);
        Response response = Response.text(text);
        return format.equals("txt") ? response : typed(response, format);
    }

    private static Response typed(Response response, String format) {
        Response.Stream text = (Response.Stream) response.body();
        return Response.stream(TEXT_FORMATS.get(format), text.length(), text.content());
    }

    /** The answer to a failure: what was thrown says which. */
    static Response problem(RunningScript script, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof Busy busy) {
            return Response.problem(503, "Service Unavailable", busy.getMessage())
                    .withHeader("Retry-After", "1");
        }
        String thrown = cause instanceof ScriptFailure told ? told.thrown() : "";
        if (STATUSES.containsKey(thrown)) {
            return Response.problem(STATUSES.get(thrown), thrown.replace('_', ' '), "thrown by " + script.place());
        }
        String fault = ScriptFailure.shortened(String.valueOf(cause.getMessage()));
        script.faults().report(fault);
        return Response.problem(500, "Internal Server Error", fault);
    }
}
