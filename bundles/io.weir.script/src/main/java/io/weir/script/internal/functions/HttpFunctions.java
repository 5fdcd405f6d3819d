// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.script.Callback;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import io.weir.script.internal.HttpHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions that answer HTTP requests and make them. Thread: any. */
public final class HttpFunctions {
    private final HttpHandlers handlers;
    private final HttpCalls calls;

    public HttpFunctions(HttpHandlers handlers, HttpCalls calls) {
        this.handlers = handlers;
        this.calls = calls;
    }

    public List<ScriptFunction> rows() {
        return new Rows()
                .action(
                        "setHttpHandler(handler: function)",
                        "Has a function answer requests: it gets method, path, format, query, body, and returns the answer",
                        (script, a) -> script.replace("http handler", handlers.set(script, a.callback(0))))
                .action(
                        "clearHttpHandler()",
                        "Ends what setHttpHandler began",
                        (script, a) -> script.release("http handler"))
                .row(
                        "http(url: string, operation?: string, type?: string, body?: any, user?: string,"
                                + " password?: string): string",
                        "Makes a request and returns the body of the answer; a relative URL reaches Weir itself",
                        this::http)
                .row(
                        "http2(request: object): object",
                        "Makes a request of url, operation, headers, body, user, password; returns status, headers, body",
                        (script, a) -> script.await(calls.send(a.object(0), script::require))
                                .properties())
                .action(
                        "httpAsync(request: object)",
                        "As http2, but calls request.success or request.error with the answer later",
                        this::httpAsync)
                .list();
    }

    private Object http(ScriptContext script, Arguments a) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("url", a.text(0));
        request.put("operation", a.text(1));
        if (a.has(2)) {
            request.put("headers", Map.of("Content-Type", a.text(2)));
        }
        request.put("body", a.value(3));
        request.put("user", a.text(4));
        request.put("password", a.text(5));
        return script.await(calls.send(request, script::require)).expected().body();
    }

    private void httpAsync(ScriptContext script, Arguments a) {
        Map<String, Object> request = a.object(0);
        calls.send(request, script::require).whenComplete((answer, failure) -> {
            boolean well = failure == null && answer.status() < 400;
            Object told = failure == null ? answer.properties() : HttpCalls.failed(request, failure);
            if (request.get(well ? "success" : "error") instanceof Callback callback) {
                callback.post("answers", List.of(told));
            }
        });
    }
}
