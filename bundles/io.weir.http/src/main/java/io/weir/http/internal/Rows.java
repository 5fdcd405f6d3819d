// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import io.weir.api.http.Shape;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Short words for the tables of resources. Thread: any. */
final class Rows {
    private Rows() {}

    static Resource get(String path, String doc, Resource.Handler handler) {
        return new Resource("GET", path, Role.VIEWER, doc, handler);
    }

    static Resource delete(String path, String doc, Resource.Handler handler) {
        return new Resource("DELETE", path, Role.EDITOR, doc, handler);
    }

    /** Rows of one path with one shape. */
    static List<Resource> with(Shape shape, List<Resource> rows) {
        return rows.stream().map(row -> row.with(shape)).toList();
    }

    /** What would be, or would go: the answer to a rehearsal. */
    static CompletionStage<Response> rehearsal(Object shown) {
        return Response.now(Response.json(shown));
    }

    static boolean rehearsing(Request request) {
        return Parameters.flag(request, Shape.DRY_RUN);
    }

    /** Clients put, and clients post: both are taken. */
    static List<Resource> put(String path, String doc, Resource.Handler handler) {
        return List.of(
                new Resource("PUT", path, Role.EDITOR, doc, handler),
                new Resource("POST", path, Role.EDITOR, doc, handler));
    }
}
