// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.delete;
import static io.weir.http.internal.Rows.get;
import static io.weir.http.internal.Rows.put;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.event.Event;
import io.weir.api.event.Threshold;
import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources about thresholds and events. Thread: immutable. */
@Component
public final class EventResources implements ResourceSource {
    private final Services services;
    private final Polls polls;

    @Activate
    public EventResources(@Reference Services services, @Reference Polls polls) {
        this.services = services;
        this.polls = polls;
    }

    @Override
    public Collection<Resource> resources() {
        List<Resource> rows = new ArrayList<>();
        rows.add(get("/threshold/json", "All thresholds by name", request -> Response.now(Response.json(all()))));
        rows.add(get("/threshold/{name}/json", "A threshold", this::show));
        rows.addAll(put(
                "/threshold/{name}/json", "Sets a threshold: metric, value, byFlow, timeout, filter", this::define));
        rows.add(delete("/threshold/{name}/json", "Removes a threshold", this::undefine));
        rows.add(get(
                "/events/json",
                "Events above eventID=, newest first; thresholdID= selects, maxEvents= bounds, timeout= waits (s)",
                request -> polls.poll(request, services.eventLog(), "eventID", "maxEvents", of(request))));
        return rows;
    }

    private Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        services.thresholds().all().forEach((name, owned) -> all.put(name, shown(owned)));
        return all;
    }

    private static Map<String, Object> shown(Owned<Threshold> owned) {
        Map<String, Object> shown = new LinkedHashMap<>(owned.definition().properties());
        if (!owned.owner().equals(Owner.REST)) {
            shown.put("owner", owned.owner().toString());
        }
        return shown;
    }

    private CompletionStage<Response> show(Request request) {
        String name = request.param("name");
        Owned<Threshold> owned = services.thresholds().all().get(name);
        return Response.now(owned == null ? Response.notFound("threshold", name) : Response.json(shown(owned)));
    }

    private CompletionStage<Response> define(Request request) {
        services.thresholds().define(Owner.REST, Threshold.parse(request.param("name"), request.jsonObject()));
        return Response.now(Response.noContent());
    }

    private CompletionStage<Response> undefine(Request request) {
        String name = request.param("name");
        boolean gone = services.thresholds().undefine(Owner.REST, name);
        return Response.now(gone ? Response.noContent() : Response.notFound("threshold", name));
    }

    private static Predicate<Event> of(Request request) {
        List<String> thresholds = Parameters.list(request, "thresholdID");
        thresholds.addAll(Parameters.list(request, "name"));
        return thresholds.isEmpty() ? event -> true : event -> thresholds.contains(event.thresholdID());
    }
}
