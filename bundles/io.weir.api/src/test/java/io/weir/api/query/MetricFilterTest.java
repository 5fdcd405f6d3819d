// SPDX-License-Identifier: Apache-2.0
package io.weir.api.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricFilterTest {
    @Test
    void starsStandForAnything() {
        MetricFilter filter = MetricFilter.of(Map.of("host_name", List.of("*web*.example.com", "db1")));

        assertThat(filter.accepts("host_name", "a-web-7.example.com")).isTrue();
        assertThat(filter.accepts("host_name", "db1")).isTrue();
        assertThat(filter.accepts("host_name", "db12")).isFalse();
    }

    @Test
    void numbersCompareAsNumbersHoweverTheyAreWritten() {
        MetricFilter filter = MetricFilter.of(Map.of("ifspeed", List.of(10_000_000_000.0, "1e9")));

        assertThat(filter.accepts("ifspeed", 1e10)).isTrue();
        assertThat(filter.accepts("ifspeed", 1e9)).isTrue();
        assertThat(filter.accepts("ifspeed", 1e8)).isFalse();
    }

    @Test
    void aHostilePatternDoesNotStall() {
        MetricFilter filter = MetricFilter.of(Map.of("x", "*a*a*a*a*a*a*a*a*a*a*b"));

        assertThat(filter.accepts("x", "a".repeat(5000))).isFalse();
    }

    @Test
    void onlyObjectsAreFilters() {
        assertThat(MetricFilter.of(null)).isEqualTo(MetricFilter.NONE);
        assertThatThrownBy(() -> MetricFilter.of("ifspeed=1")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aValueCountsOnceHoweverOftenItIsGiven() {
        MetricFilter filter = MetricFilter.of(Map.of("ifspeed", List.of("1e9", "x", "1e9", "x")));
        assertThat(filter.wanted()).containsEntry("ifspeed", List.of("1e9", "x"));
        assertThat(filter).isEqualTo(MetricFilter.of(Map.of("ifspeed", List.of("1e9", "x"))));
        assertThat(filter.accepts("ifspeed", 1e9)).isTrue();
        assertThat(filter.accepts("ifspeed", 1e8)).isFalse();
        assertThat(filter.accepts("ifindex", 1e9)).isFalse();
        assertThat(filter.accepts("ifspeed", "x")).isTrue();
    }
}
