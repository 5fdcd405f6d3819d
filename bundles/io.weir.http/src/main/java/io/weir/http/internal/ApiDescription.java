// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.InvalidInput;
import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes the resources in force as OpenAPI 3.1 has it, printed from their rows. Thread: immutable. */
final class ApiDescription {
    private static final Pattern NAME = Pattern.compile("\\{([^}]+?)(\\.\\.\\.)?}");
    private static final JsonReader READER = new JsonReader();
    /** An explorer shows an answer when it has come to its end. */
    private static final String ENDLESS =
            "The answer goes on until you end it, so an explorer waits without showing any of it: see it with "
                    + "`curl -N ADDRESS`, or with the address in a tab of its own.";

    private static final String PROBLEM = "#/components/schemas/Problem";

    /** What stands in paths, with a value that is good wherever the server runs; empty when that is up to what runs. */
    private static final Map<String, List<String>> PATH = Map.of(
            "agents", List.of("ALL, TOPOLOGY, EDGE, CORE, addresses or host names; comma or semicolon between", "ALL"),
            "agent", List.of("an address or a host name", ""),
            "metrics", List.of("metrics or flow names, with statistic max:, sum:, avg: … or not", "ifinoctets"),
            "name", List.of("the name of the definition", "example"),
            "app", List.of("an application", "docs"),
            "script", List.of("a script's file", ""),
            "rest", List.of("further segments, as the script has them; the last is the format", ""),
            "path", List.of("a file", ""));

    private final RouteTable routes;

    ApiDescription(RouteTable routes) {
        this.routes = routes;
    }

    Resource resource() {
        return Rows.get("/api-docs", "This description", request -> Response.now(Response.json(describe())));
    }

    private Map<String, Object> describe() {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (Resource resource : routes.all()) {
            paths.computeIfAbsent(resource.path().replace("...}", "}"), path -> new LinkedHashMap<>())
                    .put(resource.method().toLowerCase(Locale.ROOT), operation(resource));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                object(
                        "title",
                        "Weir",
                        "version",
                        "0.1",
                        "description",
                        "Bodies are read leniently (bare names, single quotes), whatever their type. Errors are "
                                + "problems (RFC 9457). Definitions have an ETag and heed If-Match and If-None-Match.",
                        "license",
                        object("name", "Apache-2.0", "identifier", "Apache-2.0")));
        document.put("servers", List.of(object("url", "./")));
        document.put("paths", paths);
        document.put("components", object("schemas", object("Problem", problem())));
        return document;
    }

    private static Map<String, Object> problem() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("type", object("type", "string"));
        properties.put("title", object("type", "string"));
        properties.put("status", object("type", "integer"));
        properties.put("detail", object("type", "string", "description", "what, why, and what to do"));
        properties.put("position", object("type", "integer", "description", "where in the text that was sent"));
        properties.put(
                "suggestions",
                object(
                        "type", "array",
                        "items", object("type", "string"),
                        "description", "names that may have been meant"));
        return object(
                "type", "object", "required", List.of("type", "title", "status", "detail"), "properties", properties);
    }

    private Map<String, Object> operation(Resource resource) {
        boolean writes = !resource.method().equals("GET");
        boolean definition = writes
                && routes.find("GET " + resource.path()).isPresent()
                && resource.path().endsWith("/json");
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", resource.doc());
        if (resource.shape().type().equals(Feeds.TYPE)) {
            operation.put("description", ENDLESS);
        }
        operation.put("operationId", operationId(resource));
        String tag = resource.path().split("/", -1)[1];
        operation.put("tags", List.of(tag.isEmpty() ? "html" : tag));
        List<Object> parameters = new ArrayList<>(inPath(resource.path()));
        resource.shape()
                .parameters()
                .forEach(one -> parameters.add(parameter("query", one.name(), one.doc(), one.example())));
        if (definition) {
            parameters.add(parameter("header", "If-Match", "change only what has this ETag", ""));
            parameters.add(parameter("header", "If-None-Match", "*: only make what is not there", ""));
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (resource.method().equals("PUT") || resource.method().equals("POST")) {
            operation.put("requestBody", body(resource.shape()));
        }
        operation.put("responses", answers(resource, definition));
        operation.put("x-role", resource.role().name().toLowerCase(Locale.ROOT));
        return operation;
    }

    private static String operationId(Resource resource) {
        return (resource.method().toLowerCase(Locale.ROOT) + resource.path()).replaceAll("[^A-Za-z0-9]+", "_");
    }

    private static List<Object> inPath(String path) {
        List<Object> parameters = new ArrayList<>();
        Matcher names = NAME.matcher(path);
        while (names.find()) {
            List<String> known = PATH.getOrDefault(names.group(1), List.of("the " + names.group(1), ""));
            Map<String, Object> parameter = parameter("path", names.group(1), known.get(0), known.get(1));
            parameter.put("required", true);
            parameters.add(parameter);
        }
        return parameters;
    }

    private static Map<String, Object> parameter(String in, String name, String doc, String example) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        parameter.put("description", doc);
        parameter.put("schema", object("type", "string"));
        if (!example.isEmpty()) {
            parameter.put("example", example);
        }
        return parameter;
    }

    private static Map<String, Object> body(Shape shape) {
        Map<String, Object> properties = new LinkedHashMap<>();
        shape.body().forEach((name, doc) -> properties.put(name, object("description", doc)));
        Map<String, Object> schema =
                properties.isEmpty() ? object() : object("type", "object", "properties", properties);
        Map<String, Object> content = object("schema", schema);
        if (!shape.example().isEmpty()) {
            content.put("example", example(shape.example()));
        }
        return object("content", object("application/json", content));
    }

    /** The example as a value; as text when it is no JSON, which a reader of the document sees. */
    private static Object example(String json) {
        try {
            return READER.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidInput e) {
            return json;
        }
    }

    private static Map<String, Object> answers(Resource resource, boolean definition) {
        boolean writes = !resource.method().equals("GET");
        String type = resource.shape().type();
        Map<String, Object> answers = new TreeMap<>();
        Map<String, Object> good = object("description", "The answer");
        if (!type.isEmpty()) {
            good.put("content", object(type, object("schema", object())));
        }
        if (!writes || type.isEmpty()) {
            answers.put("200", good);
        }
        if (writes) {
            answers.put("204", object("description", "It is done, and on disk"));
            answers.put("409", refusal("The name belongs to another owner"));
            answers.put("413", refusal("The body is too long"));
        }
        if (definition) {
            answers.put("412", refusal("It is not, or no more, what If-Match or If-None-Match says"));
        }
        if (resource.path().contains("{")) {
            answers.put("404", refusal("There is no such thing; suggestions names others"));
        }
        answers.put("400", refusal("The request cannot be read; position and suggestions tell where and what"));
        answers.put("403", refusal("Not allowed: read-only, or sent by a page of another site"));
        answers.put("421", refusal("The Host is no name of this server"));
        answers.put("503", refusal("Something is starting or full: come again after Retry-After seconds"));
        resource.shape().statuses().forEach((status, when) -> {
            if (status == 200) {
                Map<String, Object> also = new LinkedHashMap<>(good);
                also.put("description", when);
                answers.put("200", also);
            } else {
                answers.put(Integer.toString(status), status < 400 ? object("description", when) : refusal(when));
            }
        });
        answers.put("default", refusal("A problem"));
        return answers;
    }

    private static Map<String, Object> refusal(String when) {
        return object(
                "description",
                when,
                "content",
                object("application/problem+json", object("schema", object("$ref", PROBLEM))));
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
