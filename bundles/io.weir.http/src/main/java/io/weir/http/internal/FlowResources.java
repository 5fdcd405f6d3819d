// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.delete;
import static io.weir.http.internal.Rows.get;
import static io.weir.http.internal.Rows.put;
import static io.weir.http.internal.Rows.rehearsing;
import static io.weir.http.internal.Rows.with;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.Properties;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.FlowRecord;
import io.weir.api.flow.FlowVocabulary;
import io.weir.api.flow.KeyFunction;
import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources about flows and their definitions. Thread: immutable. */
@Component
public final class FlowResources implements ResourceSource {
    private static final String NAMES = "only of these flow definitions; repeated, or a list";
    private static final Shape DEFINITION = Shape.JSON
            .takes("keys", "flow keys and key functions: a list, or text with commas")
            .takes("value", "what is added up: bytes, frames, count:KEY …")
            .takes("values", "further values")
            .takes("filter", "which packets count: ipprotocol=6&tcpdestinationport=80,443")
            .takes("n", "flows kept per data source, at least (5)")
            .takes("t", "smoothing time constant in seconds (2)")
            .takes("fs", "what separates the fields of a key (,)")
            .takes("log", "whether completed flows are recorded")
            .takes("flowStart", "whether they are recorded when they begin")
            .takes(
                    "activeTimeout",
                    "seconds after which a flow ends and is recorded: since its last packet, and since its first (60)")
            .takes("dropped", "whether discarded packets are counted")
            .takes("aggMode", "AGENT adds up an agent's data sources; edge and core take those ports alone")
            .example("{\"keys\":\"ipsource,ipdestination\",\"value\":\"bytes\"}")
            .rehearses();
    private static final Shape ACTIVE = Shape.JSON
            .query("maxFlows", "at most so many", "10")
            .query("minValue", "none below this", "0")
            .query("aggMode", "how data sources are merged: max, sum, avg, edge, core, raw", "max")
            .query("key", "a pattern: fields, an empty one matches anything", "");

    private final Ignored ignored = new Ignored("flow definition", DEFINITION);
    private final Services services;
    private final Named<FlowDefinition> definitions;
    private final Polls polls;
    private final Feeds feeds;

    @Activate
    public FlowResources(@Reference Services services, @Reference Polls polls, @Reference Feeds feeds) {
        this.services = services;
        definitions = new Named<>("flow definition", services::flowDefinitions, this::shown);
        this.polls = polls;
        this.feeds = feeds;
    }

    @Override
    public Collection<Resource> resources() {
        List<Resource> rows = new ArrayList<>();
        rows.add(get(
                "/flowkeys/json",
                "Every flow key that traffic shows, with its age in ms",
                request -> services.queries().flowKeys().thenApply(Response::json)));
        rows.add(get(
                "/vocabulary/json",
                "What flow definitions may be written in: keys, functions, and what may stand before a value",
                request -> Response.now(Response.json(vocabulary()))));
        rows.add(get("/flow/json", "All flow definitions by name", definitions::all));
        rows.add(get("/flow/{name}/json", "A flow definition", definitions::show));
        rows.addAll(with(DEFINITION, put("/flow/{name}/json", "Defines a flow", this::define)));
        rows.add(delete("/flow/{name}/json", "Undefines a flow", definitions::undefine)
                .with(Shape.JSON.rehearses()));
        rows.add(get("/activeflows/{agents}/{name}/json", "The largest flows now", this::activeFlows)
                .with(ACTIVE));
        rows.add(get("/flowvalue/{agent}/{name}/json", "The value of one flow, or null", this::value)
                .with(Shape.JSON.query("key", "the flow's key; {name} may be dataSource.flow", "x")));
        rows.add(get("/flowlocations/{agents}/{name}/json", "The data sources that see one flow", this::locations)
                .with(Shape.JSON.query("key", "the flow's key", "x")));
        rows.add(get(
                        "/flows/json",
                        "Flow records, newest first",
                        request -> polls.poll(request, services.flowLog(), "flowID", "maxFlows", named(request)))
                .with(Polls.shape("flowID", "maxFlows").query("name", NAMES, "")));
        rows.add(get("/flows/stream", "Flow records as they come, as server-sent events", this::stream)
                .with(Feeds.shape("flowID").query("name", NAMES, "").query("agent", "only of these agents", "")));
        return rows;
    }

    private Map<String, Object> vocabulary() {
        FlowVocabulary known = services.flowVocabulary();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("keys", known.keys().stream().map(FlowResources::row).toList());
        shown.put(
                "functions", known.functions().stream().map(FlowResources::row).toList());
        shown.put(
                "values",
                known.values().stream()
                        .map(value -> Map.of("name", value.name(), "doc", value.doc()))
                        .toList());
        return shown;
    }

    private static Map<String, Object> row(FlowKey key) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", key.name());
        row.put("type", key.type().name().toLowerCase(Locale.ROOT));
        row.put("layered", key.layered());
        row.put("doc", key.doc());
        return row;
    }

    private static Map<String, Object> row(KeyFunction function) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", function.name());
        row.put("usage", function.usage());
        row.put("doc", function.doc());
        return row;
    }

    private Map<String, Object> shown(Owned<FlowDefinition> owned) {
        Map<String, Object> shown = Named.shown(owned, owned.definition().properties());
        services.flowDefinitions().pending(owned.definition().name()).ifPresent(why -> shown.put("pending", why));
        return shown;
    }

    private CompletionStage<Response> define(Request request) {
        Properties given = new Properties("flow definition", request.param("name"), request.jsonObject());
        if (!given.list("ipfixCollectors").isEmpty()) {
            throw given.invalid("ipfixCollectors", "Weir sends no IPFIX: leave it out");
        }
        FlowDefinition definition = FlowDefinition.parse(request.param("name"), request.jsonObject());
        if (rehearsing(request)) {
            List<String> warnings = services.flowDefinitions().check(definition);
            Map<String, Object> shown = new LinkedHashMap<>(definition.properties());
            if (!warnings.isEmpty()) {
                shown.put("warnings", warnings);
            }
            return ignored.rehearsal(shown, request);
        }
        services.flowDefinitions().define(Owner.REST, definition);
        ignored.tell(definition.name(), request);
        return Response.now(Response.noContent());
    }

    private CompletionStage<Response> activeFlows(Request request) {
        String name = request.param("name");
        if (!definitions.has(name)) {
            return Response.now(definitions.unknown(name));
        }
        ActiveFlowQuery query = new ActiveFlowQuery(
                Decoding.list(request.param("agents")),
                name,
                Parameters.most(request, "maxFlows", Integer.MAX_VALUE),
                Parameters.number(request, "minValue", 0),
                ActiveFlowQuery.Merge.parse(request.query("aggMode").orElse("")),
                request.query("key").orElse(""));
        return services.queries().activeFlows(query).thenApply(Response::json);
    }

    /** A number, or null where there is no such flow now. */
    private CompletionStage<Response> value(Request request) {
        String name = request.param("name");
        int dot = name.lastIndexOf('.');
        String flow = name.substring(dot + 1);
        if (!definitions.has(flow)) {
            return Response.now(definitions.unknown(flow));
        }
        return services.queries()
                .flowValue(
                        request.param("agent"),
                        name.substring(0, Math.max(0, dot)),
                        flow,
                        request.query("key").orElse(""))
                .thenApply(value -> Response.json(boxed(value)));
    }

    private CompletionStage<Response> locations(Request request) {
        String name = request.param("name");
        return definitions.has(name)
                ? services.queries()
                        .flowLocations(
                                Decoding.list(request.param("agents")),
                                name,
                                request.query("key").orElse(""))
                        .thenApply(Response::json)
                : Response.now(definitions.unknown(name));
    }

    private static Object boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private CompletionStage<Response> stream(Request request) {
        Predicate<FlowRecord> named = named(request);
        Set<String> agents = Parameters.items(request, "agent");
        LogFeed.Subject<FlowRecord> subject = new LogFeed.Subject<>(
                services.flowLog(),
                flow -> named.test(flow) && (agents.isEmpty() || agents.contains(flow.agent())),
                FlowRecord::flowID,
                silent(request));
        return Response.now(feeds.feed(request, subject, "flowID"));
    }

    /** Why of some names nothing comes as things are. A definition may come later, and a browser gives up a stream that is refused. */
    private List<String> silent(Request request) {
        Map<String, Owned<FlowDefinition>> all = services.flowDefinitions().all();
        List<String> told = new ArrayList<>();
        for (String name : Parameters.items(request, "name")) {
            Owned<FlowDefinition> owned = all.get(name);
            if (owned == null) {
                told.add(Feeds.absent("flow definition", name, all.keySet()));
            } else if (!owned.definition().log()) {
                told.add("flow definition \"" + name + "\": records no flows: set its property log");
            }
        }
        return told;
    }

    private static Predicate<FlowRecord> named(Request request) {
        Set<String> names = Parameters.items(request, "name");
        return names.isEmpty() ? flow -> true : flow -> names.contains(flow.name());
    }
}
