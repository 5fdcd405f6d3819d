// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came off the wire, with its body read. Thread: immutable.
 *
 * @param method as the client wrote it
 * @param path of the request line, still encoded, without the query
 * @param query still encoded; empty when there is none
 * @param headers the first of each name, found in any case
 * @param client the address it came from; empty when it is not known
 * @param file holds the body when it is too long for memory, until the request is answered
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares arrivals
record Arrival(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        byte[] body,
        String client,
        Optional<Path> file) {
    Arrival {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(sorted::putIfAbsent);
        headers = Collections.unmodifiableMap(sorted);
    }

    Arrival(String method, String path, String query, Map<String, String> headers, byte[] body) {
        this(method, path, query, headers, body, "", Optional.empty());
    }

    /** The same, asking to read what this one asks to write. */
    Arrival reading() {
        Map<String, String> plain = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        plain.putAll(headers);
        plain.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith("if-"));
        return new Arrival("GET", path, "", plain, new byte[0], client, Optional.empty());
    }

    boolean hasBody() {
        return body.length > 0 || file.isPresent();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether the method may change something. */
    boolean writes() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }
}
