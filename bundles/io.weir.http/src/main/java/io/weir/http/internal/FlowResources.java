// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.delete;
import static io.weir.http.internal.Rows.get;
import static io.weir.http.internal.Rows.put;

import io.weir.api.Nearest;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowRecord;
import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources about flows and their definitions. Thread: immutable. */
@Component
public final class FlowResources implements ResourceSource {
    private final Services services;
    private final Polls polls;

    @Activate
    public FlowResources(@Reference Services services, @Reference Polls polls) {
        this.services = services;
        this.polls = polls;
    }

    @Override
    public Collection<Resource> resources() {
        List<Resource> rows = new ArrayList<>();
        rows.add(get(
                "/flowkeys/json",
                "Every flow key that traffic shows, with its age in ms",
                request -> services.queries().flowKeys().thenApply(Response::json)));
        rows.add(get("/flow/json", "All flow definitions by name", request -> Response.now(Response.json(all()))));
        rows.add(get("/flow/{name}/json", "A flow definition", this::show));
        rows.addAll(put("/flow/{name}/json", "Defines a flow: keys, value, filter, n, t, log …", this::define));
        rows.add(delete("/flow/{name}/json", "Undefines a flow", this::undefine));
        rows.add(get(
                "/activeflows/{agents}/{name}/json",
                "The largest flows now; maxFlows=, minValue=, aggMode=max|sum|avg|edge|core|raw, key= pattern",
                this::activeFlows));
        rows.add(get(
                "/flowvalue/{agent}/{name}/json",
                "The value of the flow key=; name may be dataSource.flow",
                this::value));
        rows.add(get(
                "/flows/json",
                "Flow records above flowID=, newest first; name= selects, maxFlows= bounds, timeout= waits (s)",
                request -> polls.poll(request, services.flowLog(), "flowID", "maxFlows", named(request))));
        return rows;
    }

    private Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        services.flowDefinitions().all().forEach((name, owned) -> all.put(name, shown(name, owned)));
        return all;
    }

    private Map<String, Object> shown(String name, Owned<FlowDefinition> owned) {
        Map<String, Object> shown = new LinkedHashMap<>(owned.definition().properties());
        if (!owned.owner().equals(Owner.REST)) {
            shown.put("owner", owned.owner().toString());
        }
        services.flowDefinitions().pending(name).ifPresent(why -> shown.put("pending", why));
        return shown;
    }

    private CompletionStage<Response> show(Request request) {
        String name = request.param("name");
        Owned<FlowDefinition> owned = services.flowDefinitions().all().get(name);
        return Response.now(owned == null ? unknown(name) : Response.json(shown(name, owned)));
    }

    private CompletionStage<Response> define(Request request) {
        services.flowDefinitions()
                .define(Owner.REST, FlowDefinition.parse(request.param("name"), request.jsonObject()));
        return Response.now(Response.noContent());
    }

    private CompletionStage<Response> undefine(Request request) {
        String name = request.param("name");
        boolean gone = services.flowDefinitions().undefine(Owner.REST, name);
        return Response.now(gone ? Response.noContent() : unknown(name));
    }

    private CompletionStage<Response> activeFlows(Request request) {
        String name = request.param("name");
        if (!known(name)) {
            return Response.now(unknown(name));
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
        if (!known(flow)) {
            return Response.now(unknown(flow));
        }
        return services.queries()
                .flowValue(
                        request.param("agent"),
                        name.substring(0, Math.max(0, dot)),
                        flow,
                        request.query("key").orElse(""))
                .thenApply(value -> Response.json(boxed(value)));
    }

    private static Object boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Predicate<FlowRecord> named(Request request) {
        List<String> names = Parameters.list(request, "name");
        return names.isEmpty() ? flow -> true : flow -> names.contains(flow.name());
    }

    private boolean known(String name) {
        return services.flowDefinitions().all().containsKey(name);
    }

    private Response unknown(String name) {
        List<String> near = Nearest.to(name, services.flowDefinitions().all().keySet());
        return near.isEmpty()
                ? Response.notFound("flow definition", name)
                : Response.problem(
                        404,
                        "Not Found",
                        "flow definition \"" + name + "\": there is none, did you mean \""
                                + String.join("\" or \"", near) + "\"");
    }
}
