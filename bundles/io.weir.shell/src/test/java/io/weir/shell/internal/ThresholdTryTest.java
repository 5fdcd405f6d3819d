// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.event.Threshold;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.query.MetricResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ThresholdTryTest {
    private static Threshold threshold(String metric, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("metric", metric);
        all.put("value", 100);
        return Threshold.parse("t", all);
    }

    private static MetricResult metric(String source, double value) {
        return new MetricResult(Map.of("agent", "a", "dataSource", source, "metricValue", value));
    }

    private static ActiveFlow flow(String key, double value, String source, double error) {
        return new ActiveFlow(key, value, List.of(), "a", source, 1, 10, error, 0, 0);
    }

    @Test
    void onlyWhatIsAboveIsListedHighestFirst() {
        List<MetricResult> values = List.of(metric("1", 101), metric("2", 100), metric("3", 300));
        assertThat(ThresholdTry.ofMetric(threshold("m", Map.of()), values))
                .extracting(ThresholdTry.Above::dataSource)
                .containsExactly("3", "1");
        assertThat(ThresholdTry.ofMetric(threshold("1.m", Map.of()), values))
                .extracting(ThresholdTry.Above::dataSource)
                .containsExactly("1");
    }

    @Test
    void flowsAreToldApartOnlyIfAsked() {
        List<ActiveFlow> flows = List.of(flow("x", 400, "1", 90), flow("y", 300, "1", 5), flow("z", 200, "2", 5));
        List<MetricResult> sources = List.of(metric("1", 400), metric("2", 200));
        assertThat(ThresholdTry.ofFlows(threshold("f", Map.of()), sources, flows))
                .extracting(ThresholdTry.Above::flow)
                .containsExactly("x", "z");
        assertThat(ThresholdTry.ofFlows(threshold("f", Map.of("byFlow", true)), sources, flows))
                .extracting(ThresholdTry.Above::flow)
                .containsExactly("x", "y", "z");
    }

    @Test
    void filteredSourcesAreLeftOut() {
        Threshold filtered = threshold("f", Map.of("byFlow", true, "filter", Map.of("ifspeed", List.of("1"))));
        assertThat(ThresholdTry.ofFlows(
                        filtered, List.of(metric("2", 200)), List.of(flow("x", 400, "1", 0), flow("z", 200, "2", 0))))
                .extracting(ThresholdTry.Above::flow)
                .containsExactly("z");
    }

    @Test
    void confidenceWantsTheLowerEndAbove() {
        Threshold sure = threshold("f", Map.of("byFlow", true, "confidence", true));
        assertThat(ThresholdTry.ofFlows(sure, List.of(), List.of(flow("x", 400, "1", 90), flow("y", 300, "1", 5))))
                .extracting(ThresholdTry.Above::sure)
                .containsExactly(false, true);
    }
}
