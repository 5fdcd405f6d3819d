// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.InvalidInput;
import io.weir.api.http.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request whose resource was found. Thread: immutable. */
final class Routed implements Request {
    private static final JsonReader JSON = new JsonReader();

    private final Arrival arrival;
    private final List<String> segments;
    private final Map<String, List<String>> query;
    private final RouteTable.Match match;

    Routed(Arrival arrival, List<String> segments, Map<String, List<String>> query, RouteTable.Match match) {
        this.arrival = arrival;
        this.segments = segments;
        this.query = query;
        this.match = match;
    }

    @Override
    public String method() {
        return arrival.method();
    }

    @Override
    public String path() {
        return "/" + String.join("/", segments);
    }

    @Override
    public String param(String name) {
        String value = match.params().get(name);
        if (value == null) {
            throw new IllegalArgumentException("resource \"" + match.resource().name() + "\": no parameter: " + name);
        }
        return value;
    }

    @Override
    public List<String> rest(String name) {
        return match.rest();
    }

    @Override
    public Map<String, List<String>> query() {
        return query;
    }

    @Override
    public Optional<String> header(String name) {
        return arrival.header(name);
    }

    @Override
    public String client() {
        return arrival.client();
    }

    @Override
    public boolean hasBody() {
        return arrival.hasBody();
    }

    @Override
    public byte[] body() {
        return arrival.body().clone();
    }

    @Override
    public InputStream openBody() throws IOException {
        return arrival.file().isPresent()
                ? Files.newInputStream(arrival.file().get())
                : new ByteArrayInputStream(arrival.body());
    }

    @Override
    public Object json() {
        return JSON.read(arrival.body());
    }

    @Override
    public Map<String, Object> jsonObject() {
        if (json() instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // the reader makes no other maps
            Map<String, Object> object = (Map<String, Object>) map;
            return object;
        }
        throw InvalidInput.of("body", "line 1, column 1", "must be an object {…}")
                .at(0);
    }
}
