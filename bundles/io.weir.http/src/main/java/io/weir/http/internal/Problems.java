// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.InvalidInput;
import io.weir.api.NameTaken;
import io.weir.api.http.Response;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what was thrown into what a client may see (RFC 9457): a fault of our own is logged under a number, and the client gets
 * that number alone. Thread: any.
 */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final AtomicLong faults = new AtomicLong();

    Response of(String request, Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof InvalidInput input) {
            return invalid(input);
        } else if (cause instanceof NameTaken taken) {
            return Response.problem(409, "Conflict", taken.getMessage());
        } else if (cause instanceof Unavailable absent) {
            return unavailable(absent.getMessage(), absent.seconds());
        } else if (cause instanceof UncheckedIOException unsaved) {
            LOG.error("request {}: not kept", request, unsaved);
            return Response.problem(507, "Insufficient Storage", unsaved.getMessage());
        } else if (cause instanceof TimeoutException || cause instanceof CancellationException) {
            return unavailable("no answer in time: try again", 1);
        }
        long number = faults.incrementAndGet();
        LOG.error("request {}: fault {}", request, number, cause);
        return Response.problem(
                500, "Internal Server Error", "a fault of the server: its log tells more under fault " + number);
    }

    long faults() {
        return faults.get();
    }

    static Response unavailable(String detail, int seconds) {
        return Response.problem(503, "Service Unavailable", detail)
                .withHeader("Retry-After", Integer.toString(seconds));
    }

    /** 404 for a thing by its name, with names that may have been meant. */
    static Response missing(String what, String name, List<String> near) {
        if (near.isEmpty()) {
            return Response.notFound(what, name);
        }
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("type", "about:blank");
        more.put("title", "Not Found");
        more.put("status", 404);
        more.put(
                "detail",
                what + " \"" + name + "\": there is none, did you mean \"" + String.join("\" or \"", near) + "\"");
        more.put("suggestions", near);
        return new Response(404, Map.of("Content-Type", "application/problem+json"), new Response.Json(more));
    }

    private static Response invalid(InvalidInput input) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("type", "about:blank");
        more.put("title", "Bad Request");
        more.put("status", 400);
        more.put("detail", input.getMessage());
        if (input.position() >= 0) {
            more.put("position", input.position());
        }
        if (!input.suggestions().isEmpty()) {
            more.put("suggestions", input.suggestions());
        }
        return new Response(400, Map.of("Content-Type", "application/problem+json"), new Response.Json(more));
    }
}
