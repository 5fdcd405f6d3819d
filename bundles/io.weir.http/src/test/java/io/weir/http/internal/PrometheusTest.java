// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Response;
import io.weir.api.query.MetricResult;
import io.weir.testkit.GivenSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTest {
    private static MetricResult result(String agent, String dataSource, String name, Object value) {
        return new MetricResult(
                Map.of("agent", agent, "dataSource", dataSource, "metricName", name, "metricValue", value));
    }

    private static List<String> lines(List<MetricResult> results, String... settings) throws IOException {
        Response response = new PrometheusResources(new Services(), GivenSettings.of(settings)).exposition(results);
        Response.Stream body = (Response.Stream) response.body();
        assertThat(body.contentType()).startsWith("text/plain; version=0.0.4");
        try (InputStream in = body.content().get()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void numbersHaveThePrefixAndSayWhereTheyAre() throws IOException {
        List<MetricResult> results = List.of(
                result("10.0.0.1", "3", "ifinoctets", 1.5),
                result("10.0.0.1", "3", "ifname", "swp3"),
                result("10.0.0.1", "2.1", "load_one", 4L),
                result("10.0.0.2", "3", "ifinoctets", 2.0));
        assertThat(lines(results))
                .containsExactly(
                        "sflow_ifinoctets{agent=\"10.0.0.1\",datasource=\"3\"} 1.5",
                        "sflow_ifinoctets{agent=\"10.0.0.2\",datasource=\"3\"} 2.0",
                        "sflow_load_one{agent=\"10.0.0.1\",datasource=\"2.1\"} 4.0");
        assertThat(lines(results, "prometheus.metric.prefix", "1x-"))
                .contains("_1x_load_one{agent=\"10.0.0.1\",datasource=\"2.1\"} 4.0");
    }

    @Test
    void typesStandBeforeTheSamplesOfEachName() throws IOException {
        assertThat(lines(
                        List.of(result("a", "1", "x", 1), result("a", "1", "y", 2), result("b", "1", "x", 3)),
                        "prometheus.type",
                        "yes"))
                .containsExactly(
                        "# HELP sflow_x sFlow metric x",
                        "# TYPE sflow_x gauge",
                        "sflow_x{agent=\"a\",datasource=\"1\"} 1.0",
                        "sflow_x{agent=\"b\",datasource=\"1\"} 3.0",
                        "# HELP sflow_y sFlow metric y",
                        "# TYPE sflow_y gauge",
                        "sflow_y{agent=\"a\",datasource=\"1\"} 2.0");
    }

    @Test
    void labelsAndNamesFromTheWireStayOneLineAndOneSample() throws IOException {
        assertThat(lines(List.of(result("a\"} 1\nevil{x=\"", "b\\", "n\n{}", Double.POSITIVE_INFINITY))))
                .containsExactly("sflow_n___{agent=\"a\\\"} 1\\nevil{x=\\\"\",datasource=\"b\\\\\"} +Inf");
    }

    @Test
    void moreThanTheBudgetIsLeftOutAndCounted() throws IOException {
        List<MetricResult> results =
                List.of(result("a", "1", "x", 1), result("a", "2", "x", 2), result("a", "3", "x", 3));
        assertThat(lines(results, "prometheus.series", "1"))
                .contains("sflow_x{agent=\"a\",datasource=\"1\"} 1.0", "weir_prometheus_series_left_out 2.0")
                .doesNotContain("sflow_x{agent=\"a\",datasource=\"2\"} 2.0");
    }
}
