// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.http.Resource;
import io.weir.api.http.Response;
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
        document.put("info", Map.of("title", "Weir", "version", "0.1"));
        document.put("paths", paths);
        return document;
    }

    private static Map<String, Object> operation(Resource resource) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", resource.doc());
        operation.put("tags", List.of(resource.path().split("/", -1)[1]));
        List<Object> parameters = new ArrayList<>();
        Matcher names = NAME.matcher(resource.path());
        while (names.find()) {
            Map<String, Object> parameter = new LinkedHashMap<>();
            parameter.put("name", names.group(1));
            parameter.put("in", "path");
            parameter.put("required", true);
            parameter.put("schema", Map.of("type", "string"));
            parameters.add(parameter);
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (resource.method().equals("PUT") || resource.method().equals("POST")) {
            operation.put("requestBody", Map.of("content", Map.of("application/json", Map.of("schema", Map.of()))));
        }
        operation.put("responses", Map.of("default", Map.of("description", "The answer, or a problem (RFC 9457)")));
        operation.put("x-role", resource.role().name().toLowerCase(Locale.ROOT));
        return operation;
    }
}
