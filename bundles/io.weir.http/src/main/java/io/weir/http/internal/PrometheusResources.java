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
import io.weir.api.query.MetricResult;
import io.weir.api.store.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Numbers in the text format of Prometheus (0.0.4): the platform's own under {@code weir_}, those of agents under the setting
 * {@code prometheus.metric.prefix} ({@code sflow_}); {@code prometheus.type=yes} adds their type. Thread: immutable.
 */
@Component
public final class PrometheusResources implements ResourceSource {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Shape TEXT = Shape.JSON.type("text/plain");

    private final Services services;
    private final String prefix;
    private final boolean types;

    @Activate
    public PrometheusResources(@Reference Services services, @Reference Settings settings) {
        this.services = services;
        this.prefix = settings.get("prometheus.metric.prefix").orElse("sflow_");
        this.types = settings.flag("prometheus.type", false);
    }

    @Override
    public Collection<Resource> resources() {
        return List.of(
                get("/prometheus/analyzer/txt", "What the server counts about itself, for Prometheus", this::analyzer)
                        .with(TEXT),
                get(
                                "/prometheus/metrics/{agents}/{metrics}/txt",
                                "Numbers of agents, by agent and data source, for Prometheus; ALL is every one",
                                this::metrics)
                        .with(TEXT));
    }

    private CompletionStage<Response> analyzer(Request request) {
        return services.queries().analyzer().thenApply(counts -> {
            StringBuilder text = new StringBuilder(4096);
            counts.forEach((name, value) -> {
                if (value instanceof Number number) {
                    sample(text, name("weir_" + name), "", number.doubleValue());
                }
            });
            return text(text);
        });
    }

    private CompletionStage<Response> metrics(Request request) {
        MetricQuery query = new MetricQuery(
                Decoding.list(request.param("agents")),
                Decoding.list(request.param("metrics")),
                MetricFilter.of(request.query()));
        return services.queries().dump(query).thenApply(results -> {
            Map<String, StringBuilder> byName = new TreeMap<>(); // the format wants the samples of a name together
            for (MetricResult result : results) {
                Map<String, Object> shown = result.properties();
                if (shown.get("metricValue") instanceof Number number) {
                    String name = name(prefix + shown.get("metricName"));
                    sample(
                            byName.computeIfAbsent(name, unused -> new StringBuilder()),
                            name,
                            labels(shown),
                            number.doubleValue());
                }
            }
            StringBuilder text = new StringBuilder(64 * 1024);
            byName.forEach((name, samples) -> text.append(samples));
            return text(text);
        });
    }

    private void sample(StringBuilder text, String name, String labels, double value) {
        if (types && text.indexOf("# TYPE " + name + ' ') < 0) {
            text.append("# TYPE ").append(name).append(" gauge\n");
        }
        text.append(name).append(labels).append(' ').append(value).append('\n');
    }

    private static String labels(Map<String, Object> shown) {
        return "{agent=\"" + escape(shown.get("agent")) + "\",datasource=\"" + escape(shown.get("dataSource")) + "\"}";
    }

    private static String escape(Object label) {
        return String.valueOf(label).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String name(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "_");
    }

    private static Response text(StringBuilder text) {
        return Response.bytes(TYPE, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
