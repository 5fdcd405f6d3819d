// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.Definitions;
import io.weir.api.Nearest;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What resources of all kinds of definitions do alike: show those there are, and take one away. Thread: immutable.
 *
 * @param what one is called in messages
 * @param form how one is shown
 */
record Named<D>(String what, Supplier<? extends Definitions<D>> definitions, Function<Owned<D>, ?> form) {
    /** The properties of a definition, and whose it is unless it was made over REST. */
    static Map<String, Object> shown(Owned<?> owned, Map<String, Object> properties) {
        Map<String, Object> shown = new LinkedHashMap<>(properties);
        if (!owned.owner().equals(Owner.REST)) {
            shown.put("owner", owned.owner().toString());
        }
        return shown;
    }

    CompletionStage<Response> names(Request request) {
        return Response.now(Response.json(List.copyOf(definitions.get().all().keySet())));
    }

    CompletionStage<Response> all(Request request) {
        Map<String, Object> all = new LinkedHashMap<>();
        definitions.get().all().forEach((name, owned) -> all.put(name, form.apply(owned)));
        return Response.now(Response.json(all));
    }

    CompletionStage<Response> show(Request request) {
        String name = request.param("name");
        Owned<D> owned = definitions.get().all().get(name);
        return Response.now(owned == null ? unknown(name) : Response.json(form.apply(owned)));
    }

    CompletionStage<Response> undefine(Request request) {
        if (Rows.rehearsing(request)) {
            return show(request);
        }
        String name = request.param("name");
        return Response.now(definitions.get().undefine(Owner.REST, name) ? Response.noContent() : unknown(name));
    }

    boolean has(String name) {
        return definitions.get().all().containsKey(name);
    }

    Response unknown(String name) {
        return Problems.missing(
                what, name, Nearest.to(name, definitions.get().all().keySet()));
    }
}
