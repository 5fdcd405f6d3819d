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
 * {@code prometheus.metric.prefix} ({@code sflow_}); {@code prometheus.type=yes} adds help and type to them. Of agents' numbers at
 * most {@code prometheus.series} (100,000) are given, and {@code weir_prometheus_series_left_out} says how many were not.
 * Thread: immutable.
 */
@Component
public final class PrometheusResources implements ResourceSource {
    private static final String LEFT_OUT = "weir_prometheus_series_left_out";
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int MOST_SERIES = 100_000;
    private static final Shape TEXT = Shape.JSON.type("text/plain");

    private final Services services;
    private final String prefix;
    private final boolean types;
    private final int budget;

    @Activate
    public PrometheusResources(@Reference Services services, @Reference Settings settings) {
        this.services = services;
        this.prefix = settings.get("prometheus.metric.prefix").orElse("sflow_");
        this.types = settings.flag("prometheus.type", false);
        this.budget = settings.integer("prometheus.series", MOST_SERIES);
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
            StringBuilder text = new StringBuilder(8192);
            counts.forEach((name, value) -> {
                if (value instanceof Number number) {
                    String full = name("weir_" + name);
                    head(text, full, "what the server itself counts as " + name, "untyped");
                    sample(text, full, "", number.doubleValue());
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
        return services.queries().dump(query).thenApply(this::exposition);
    }

    /** The numbers among results, as the format wants them: the samples of a name together, under one head. */
    Response exposition(List<MetricResult> results) {
        Map<String, StringBuilder> byName = new TreeMap<>();
        int series = 0;
        int leftOut = 0;
        for (MetricResult result : results) {
            Map<String, Object> shown = result.properties();
            if (!(shown.get("metricValue") instanceof Number number)) {
                continue;
            }
            if (series == budget) {
                leftOut++;
                continue;
            }
            series++;
            String metric = String.valueOf(shown.get("metricName"));
            String name = name(prefix + metric);
            StringBuilder samples =
                    byName.computeIfAbsent(name, unused -> types ? headed(name, metric) : new StringBuilder());
            sample(samples, name, labels(shown), number.doubleValue());
        }
        StringBuilder text = new StringBuilder(64 * 1024);
        byName.forEach((name, samples) -> text.append(samples));
        if (leftOut > 0) {
            head(text, LEFT_OUT, "series above the setting prometheus.series", "gauge");
            sample(text, LEFT_OUT, "", leftOut);
        }
        return text(text);
    }

    private static StringBuilder headed(String name, String metric) {
        StringBuilder samples = new StringBuilder();
        head(samples, name, "sFlow metric " + metric, "gauge");
        return samples;
    }

    private static void head(StringBuilder text, String name, String help, String type) {
        String escaped = help.replace("\\", "\\\\").replace("\n", "\\n");
        text.append("# HELP ").append(name).append(' ').append(escaped).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void sample(StringBuilder text, String name, String labels, double value) {
        text.append(name).append(labels).append(' ').append(number(value)).append('\n');
    }

    /** As Go reads it: infinities are {@code +Inf} and {@code -Inf}. */
    private static String number(double value) {
        return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
    }

    private static String labels(Map<String, Object> shown) {
        return "{agent=\"" + escape(shown.get("agent")) + "\",datasource=\"" + escape(shown.get("dataSource")) + "\"}";
    }

    private static String escape(Object label) {
        return String.valueOf(label).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Letters, digits and underscores, no digit first; anything else becomes an underscore. */
    private static String name(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
        return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
    }

    private static Response text(StringBuilder text) {
        return Response.bytes(TYPE, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
