// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.metric.MetricId;
import io.weir.api.metric.MetricTable;
import io.weir.api.metric.Reading;
import io.weir.api.query.MetricFilter;
import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a data source is one that a filter wants, by its metrics; a metric it has not, by its agent's host (2.1).
 *
 * <p>Thread: confined to the shard.
 */
final class SourceFilter {
    private static final int ENTITY = 2;
    private static final long HOST = 1;

    private final Shard shard;
    private final MetricFilter filter;
    private final List<MetricId> metrics;

    SourceFilter(Shard shard, MetricFilter filter) {
        this.shard = shard;
        this.filter = filter;
        metrics = filter.wanted().keySet().stream()
                .filter(name -> !name.isEmpty())
                .map(MetricId::new)
                .toList();
    }

    boolean accepts(DataSource source) {
        if (filter.isEmpty()) {
            return true;
        }
        Optional<MetricTable> table = shard.view(MetricTable.class);
        return table.isPresent() && metrics.stream().allMatch(metric -> accepts(table.get(), source, metric));
    }

    private boolean accepts(MetricTable table, DataSource source, MetricId metric) {
        Optional<Reading> own = table.find(source, metric);
        Optional<Reading> found =
                own.isPresent() ? own : host(source.agent()).flatMap(host -> table.find(host, metric));
        return found.isPresent() && accepts(found.get());
    }

    private boolean accepts(Reading reading) {
        return reading.isText()
                ? filter.accepts(reading.metric().name(), reading.text())
                : filter.accepts(reading.metric().name(), reading.number());
    }

    private static Optional<? extends DataSource> host(Agent agent) {
        return agent.dataSources().stream()
                .filter(source -> source.sourceClass() == ENTITY && source.index() == HOST)
                .findFirst();
    }
}
