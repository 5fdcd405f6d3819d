// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.get;

import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import io.weir.api.query.MetricFilter;
import io.weir.api.query.MetricQuery;
import io.weir.api.shard.AgentBook;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources about agents and their metrics. Thread: immutable. */
@Component
public final class AgentResources implements ResourceSource {
    private static final Shape FILTERED = Shape.JSON.query(
            "ifspeed", "any metric's name filters: ifspeed=10000000000&host_name=web*; repeated is or", "");

    private final Services services;

    @Activate
    public AgentResources(@Reference Services services) {
        this.services = services;
    }

    @Override
    public Collection<Resource> resources() {
        return List.of(
                get("/agents/json", "What was received and lost of each agent", this::agents)
                        .with(Shape.JSON.query("agent", "only these agents; repeated, or a list", "")),
                get(
                        "/metrics/json",
                        "Every metric there is, with its age in ms",
                        request -> services.queries().metricNames().thenApply(Response::json)),
                get("/metric/{agent}/json", "All values of an agent by dataSource.metric", this::values),
                get(
                                "/metric/{agents}/{metrics}/json",
                                "One result for each metric, in order; further parameters filter: ifspeed=10000000000",
                                request -> services.queries()
                                        .metrics(question(request))
                                        .thenApply(Response::json))
                        .with(FILTERED),
                get(
                                "/table/{agents}/{metrics}/json",
                                "Rows of data sources that have all the metrics; sort:NAME:-10 sorts and cuts, null:NAME may lack",
                                request -> services.queries()
                                        .table(question(request))
                                        .thenApply(Response::json))
                        .with(FILTERED),
                get(
                                "/dump/{agents}/{metrics}/json",
                                "Every value of every metric named, or of ALL",
                                request -> services.queries()
                                        .dump(question(request))
                                        .thenApply(Response::json))
                        .with(FILTERED));
    }

    private CompletionStage<Response> agents(Request request) {
        return services.queries().agents(Parameters.list(request, "agent")).thenApply(books -> {
            Map<String, AgentBook> byAddress = new LinkedHashMap<>();
            books.forEach(book -> byAddress.put(book.agent(), book));
            return Response.json(byAddress);
        });
    }

    private CompletionStage<Response> values(Request request) {
        String agent = request.param("agent");
        return services.queries()
                .values(agent)
                .thenApply(values -> values.map(Response::json).orElseGet(() -> Response.notFound("agent", agent)));
    }

    private static MetricQuery question(Request request) {
        return new MetricQuery(
                Decoding.list(request.param("agents")),
                Decoding.list(request.param("metrics")),
                MetricFilter.of(request.query()));
    }
}
