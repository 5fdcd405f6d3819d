// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.delete;
import static io.weir.http.internal.Rows.get;
import static io.weir.http.internal.Rows.put;
import static io.weir.http.internal.Rows.rehearsing;
import static io.weir.http.internal.Rows.with;

import io.weir.api.Owner;
import io.weir.api.event.Event;
import io.weir.api.event.Threshold;
import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources about thresholds and events. Thread: immutable. */
@Component
public final class EventResources implements ResourceSource {
    private static final Shape DEFINITION = Shape.JSON
            .takes("metric", "a metric's or a flow's name")
            .takes("value", "the number that is crossed")
            .takes("byFlow", "whether each flow above it is an event of its own")
            .takes("timeout", "seconds below it after which it may trigger again (60)")
            .takes("confidence", "true: a flow triggers only when the lower end of its 95 % band is above")
            .takes("filter", "which data sources it concerns: {\"ifspeed\":[10000000000]}")
            .example("{\"metric\":\"ifinutilization\",\"value\":80}")
            .rehearses();

    private final Ignored ignored = new Ignored("threshold", DEFINITION);
    private final Services services;
    private final Named<Threshold> named;
    private final Polls polls;
    private final Feeds feeds;

    @Activate
    public EventResources(@Reference Services services, @Reference Polls polls, @Reference Feeds feeds) {
        this.services = services;
        named = new Named<>(
                "threshold",
                services::thresholds,
                owned -> Named.shown(owned, owned.definition().properties()));
        this.polls = polls;
        this.feeds = feeds;
    }

    @Override
    public Collection<Resource> resources() {
        List<Resource> rows = new ArrayList<>();
        rows.add(get("/threshold/json", "All thresholds by name", named::all));
        rows.add(get("/threshold/{name}/json", "A threshold", named::show));
        rows.addAll(with(DEFINITION, put("/threshold/{name}/json", "Sets a threshold", this::define)));
        rows.add(delete("/threshold/{name}/json", "Removes a threshold", named::undefine)
                .with(Shape.JSON.rehearses()));
        rows.add(get(
                        "/events/json",
                        "Events, newest first",
                        request -> polls.poll(request, services.eventLog(), "eventID", "maxEvents", of(request)))
                .with(filtered(Polls.shape("eventID", "maxEvents"))));
        rows.add(get("/events/stream", "Events as they happen, as server-sent events", this::stream)
                .with(filtered(Feeds.shape("eventID"))));
        return rows;
    }

    private CompletionStage<Response> define(Request request) {
        Threshold threshold = Threshold.parse(request.param("name"), request.jsonObject());
        if (rehearsing(request)) {
            return ignored.rehearsal(threshold.properties(), request);
        }
        services.thresholds().define(Owner.REST, threshold);
        ignored.tell(threshold.name(), request);
        return Response.now(Response.noContent());
    }

    private static Shape filtered(Shape shape) {
        return shape.query("thresholdID", "only of these thresholds; repeated, or a list", "")
                .query("agent", "only of these agents", "")
                .query("metric", "only of these metrics", "");
    }

    private CompletionStage<Response> stream(Request request) {
        LogFeed.Subject<Event> subject =
                new LogFeed.Subject<>(services.eventLog(), of(request), Event::eventID, absent(request));
        return Response.now(feeds.feed(request, subject, "eventID"));
    }

    private List<String> absent(Request request) {
        Set<String> known = services.thresholds().all().keySet();
        return thresholds(request).stream()
                .filter(name -> !known.contains(name))
                .map(name -> Feeds.absent("threshold", name, known))
                .toList();
    }

    private static Set<String> thresholds(Request request) {
        Set<String> names = Parameters.items(request, "thresholdID");
        names.addAll(Parameters.items(request, "name"));
        return names;
    }

    private static Predicate<Event> of(Request request) {
        Set<String> thresholds = thresholds(request);
        Set<String> agents = Parameters.items(request, "agent");
        Set<String> metrics = Parameters.items(request, "metric");
        return event -> (thresholds.isEmpty() || thresholds.contains(event.thresholdID()))
                && (agents.isEmpty() || agents.contains(event.agent()))
                && (metrics.isEmpty() || metrics.contains(event.metric()));
    }
}
