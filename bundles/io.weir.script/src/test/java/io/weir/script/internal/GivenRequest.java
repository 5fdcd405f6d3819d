// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.InvalidInput;
import io.weir.api.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that a test gives. Thread: immutable. */
record GivenRequest(String method, Map<String, List<String>> query, String text) implements Request {
    static GivenRequest get() {
        return new GivenRequest("GET", Map.of(), "");
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public String param(String name) {
        throw InvalidInput.of("parameter", name, "there is none");
    }

    @Override
    public List<String> rest(String name) {
        throw InvalidInput.of("parameter", name, "there is none");
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.empty();
    }

    @Override
    public boolean hasBody() {
        return !text.isEmpty();
    }

    @Override
    public byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object json() {
        return Json.read(text);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> jsonObject() {
        return (Map<String, Object>) json();
    }
}
