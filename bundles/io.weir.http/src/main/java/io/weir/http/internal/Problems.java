// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.InvalidInput;
import io.weir.api.NameTaken;
import io.weir.api.http.Response;
import java.util.LinkedHashMap;
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

    private static Response invalid(InvalidInput input) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("type", "about:blank");
        more.put("status", 400);
        more.put("title", "Bad Request");
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
