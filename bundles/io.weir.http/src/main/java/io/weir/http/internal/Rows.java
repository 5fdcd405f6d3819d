// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.http.Resource;
import io.weir.api.http.Role;
import java.util.List;

/** Short words for the tables of resources. Thread: any. */
final class Rows {
    private Rows() {}

    static Resource get(String path, String doc, Resource.Handler handler) {
        return new Resource("GET", path, Role.VIEWER, doc, handler);
    }

    static Resource delete(String path, String doc, Resource.Handler handler) {
        return new Resource("DELETE", path, Role.EDITOR, doc, handler);
    }

    /** Clients put, and clients post: both are taken. */
    static List<Resource> put(String path, String doc, Resource.Handler handler) {
        return List.of(
                new Resource("PUT", path, Role.EDITOR, doc, handler),
                new Resource("POST", path, Role.EDITOR, doc, handler));
    }
}
