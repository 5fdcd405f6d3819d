// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import io.weir.api.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as the router hands it over. */
record Get(String path, List<String> segments, Map<String, String> headers) implements Request {
    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String param(String name) {
        throw new AssertionError("no such parameter: " + name);
    }

    @Override
    public List<String> rest(String name) {
        return segments;
    }

    @Override
    public Map<String, List<String>> query() {
        return Map.of();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public boolean hasBody() {
        return false;
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }

    @Override
    public Object json() {
        throw new AssertionError("no body");
    }

    @Override
    public Map<String, Object> jsonObject() {
        throw new AssertionError("no body");
    }
}
