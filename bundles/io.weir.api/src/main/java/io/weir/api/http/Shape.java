// SPDX-License-Identifier: Apache-2.0
package io.weir.api.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a resource takes and gives beyond what its method and path say: its description is printed from it (OpenAPI), and
 * the tests of the distribution are. Thread: immutable.
 *
 * <pre>{@code
 * Shape.JSON.query("maxFlows", "at most so many", "10").answers(404, "there is no such definition")
 * }</pre>
 *
 * @param parameters of the query
 * @param body properties of the object that is sent, with what they mean; empty where no body is looked at
 * @param example of a body, in JSON; empty where there is none
 * @param type of the content of a good answer; empty where it varies
 * @param statuses that it answers beyond those that all do
 * @param mostBytes of a body, where that may be longer than one that is kept in memory: it is read with {@link Request#openBody}; 0
 *     where it may not
 */
public record Shape(
        List<Parameter> parameters,
        Map<String, String> body,
        String example,
        String type,
        Map<Integer, String> statuses,
        long mostBytes) {
    /** A parameter of the query; {@code example} is a value that is good, empty when it needs none. */
    public record Parameter(String name, String doc, String example) {}

    /** The name of the parameter that asks what would be, and changes nothing. */
    public static final String DRY_RUN = "dryRun";

    /** Takes nothing and answers JSON. */
    public static final Shape JSON = new Shape(List.of(), Map.of(), "", "application/json", Map.of(), 0);

    public Shape {
        parameters = List.copyOf(parameters);
        body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
        statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
    }

    /** Answers of another type, {@code text/plain} for example. */
    public Shape type(String other) {
        return new Shape(parameters, body, example, other, statuses, mostBytes);
    }

    public Shape query(String name, String doc, String sample) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(new Parameter(name, doc, sample));
        return new Shape(more, body, example, type, statuses, mostBytes);
    }

    /** A property of the body. */
    public Shape takes(String property, String doc) {
        Map<String, String> more = new LinkedHashMap<>(body);
        more.put(property, doc);
        return new Shape(parameters, more, example, type, statuses, mostBytes);
    }

    /** A body that is good. */
    public Shape example(String json) {
        return new Shape(parameters, body, json, type, statuses, mostBytes);
    }

    public Shape answers(int status, String when) {
        Map<Integer, String> more = new LinkedHashMap<>(statuses);
        more.put(status, when);
        return new Shape(parameters, body, example, type, more, mostBytes);
    }

    /** Takes long bodies: its handler reads them with {@link Request#openBody}. */
    public Shape upTo(long bytes) {
        return new Shape(parameters, body, example, type, statuses, bytes);
    }

    /** Its handler heeds {@link #DRY_RUN}: a resource that does not say so is never called with it. */
    public Shape rehearses() {
        return query(DRY_RUN, "true: check all, answer 200 with what would be, change nothing", "")
                .answers(200, "what would be, asked with dryRun");
    }

    /** Whether it says {@link #rehearses}. */
    public boolean rehearsed() {
        return parameters.stream().anyMatch(parameter -> parameter.name().equals(DRY_RUN));
    }
}
