// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.metric.CounterField;
import io.weir.api.metric.DerivedMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual lists the metrics that there are. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("../../apps/docs/html/metrics.md");

    @Test
    void pageListsEveryMetricAndNoOther() throws IOException {
        StandardStructures rows = new StandardStructures();
        TreeSet<String> known = Stream.concat(
                        rows.structures().stream()
                                .flatMap(structure -> structure.fields().stream())
                                .filter(field -> field.shown() && !field.name().isEmpty())
                                .map(CounterField::name),
                        rows.derived().stream().map(DerivedMetric::name))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> listed = Pattern.compile("(?m)^- `([^`]+)`")
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(known);
    }
}
