// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.InvalidInput;
import io.weir.api.http.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads query parameters; an empty one is as if it were absent. Everything throws {@link InvalidInput}. Thread: any. */
final class Parameters {
    /** A client that waits longer has most likely gone; it can ask again. */
    private static final double LONGEST_SECONDS = 300;

    private Parameters() {}

    static double number(Request request, String name, double otherwise) {
        String text = request.query(name).orElse("").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(text);
            if (!Double.isNaN(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw InvalidInput.of("parameter", name, "not a number: value=" + text);
    }

    static long whole(Request request, String name, long otherwise) {
        String text = request.query(name).orElse("").strip();
        try {
            return text.isEmpty() ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw InvalidInput.of("parameter", name, "not a whole number: value=" + text);
        }
    }

    /** Whether it is there, and not {@code false}, {@code no} or {@code 0}. */
    static boolean flag(Request request, String name) {
        return switch (request.query(name).orElse("false").strip()) {
            case "", "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default ->
                throw InvalidInput.of("parameter", name, "neither true nor false")
                        .suggest(List.of("true", "false"));
        };
    }

    /** At most so many; not fewer than none. */
    static int most(Request request, String name, int otherwise) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, number(request, name, otherwise)));
    }

    /** Seconds, capped. */
    static Duration patience(Request request, String name) {
        double seconds = Math.max(0, Math.min(LONGEST_SECONDS, number(request, name, 0)));
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** The items of a parameter that may be given several times, each a list. */
    static List<String> list(Request request, String name) {
        List<String> items = new ArrayList<>();
        request.query().getOrDefault(name, List.of()).forEach(value -> items.addAll(Decoding.list(value)));
        return items;
    }

    /** The same to look things up in: that costs shards no more when a client lists thousands. */
    static Set<String> items(Request request, String name) {
        return new HashSet<>(list(request, name));
    }
}
