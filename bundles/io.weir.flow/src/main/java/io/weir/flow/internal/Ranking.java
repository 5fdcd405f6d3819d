// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.FlowMetric;
import io.weir.api.flow.FlowMetric.TopKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The flows of a plan by data source, as of a moment.
 *
 * <p>Made by one pass over the table and kept by the plan until rows or the moment change, so that asking for the metric of
 * every data source costs one pass. Thread: confined to the shard.
 */
final class Ranking {
    private final FlowPlan plan;
    private final Entries entries;
    /** Entries in the order of their sources, and where those of each source begin. */
    private final int[] order;

    private final int[] begins;
    private final KeyText text = new KeyText();

    Ranking(FlowPlan plan, Sources sources, long now) {
        this.plan = plan;
        entries = Entries.of(plan, sources, now, source -> true);
        begins = new int[sources.size() + 2];
        order = new int[entries.count()];
        for (int i = 0; i < order.length; i++) {
            begins[entries.source(i) + 1]++;
        }
        for (int i = 1; i < begins.length; i++) {
            begins[i] += begins[i - 1];
        }
        int[] next = begins.clone();
        for (int i = 0; i < order.length; i++) {
            order[next[entries.source(i)]++] = i;
        }
    }

    private IntStream of(int source) {
        return source + 1 < begins.length
                ? Arrays.stream(order, begins[source], begins[source + 1])
                : IntStream.empty();
    }

    /** The largest flows at a data source; empty when it has none. */
    Optional<FlowMetric> metric(int source) {
        List<Integer> largest = of(source)
                .boxed()
                .sorted(Comparator.comparingDouble(entries::value).reversed())
                .limit(plan.definition.n())
                .toList();
        if (largest.isEmpty()) {
            return Optional.empty();
        }
        List<TopKey> top = new ArrayList<>();
        for (int entry : largest) {
            int row = entries.row(entry);
            top.add(new TopKey(
                    text.of(plan.table, row, plan.definition.fs()),
                    entries.value(entry),
                    plan.table.cells[row + RowShape.LAST]));
        }
        long updated = of(source)
                .mapToLong(entry -> plan.table.cells[entries.row(entry) + RowShape.LAST])
                .max()
                .orElse(0);
        return Optional.of(new FlowMetric(top.get(0).value(), updated, top));
    }

    /** The value of one flow at a data source. */
    OptionalDouble value(int source, String key) {
        String[] parts = key.split(Pattern.quote(plan.definition.fs()), -1);
        boolean apart = parts.length == plan.compiled.keys().size();
        Literal[] fields = Arrays.stream(parts).map(Literal::new).toArray(Literal[]::new);
        return of(source)
                .filter(entry -> apart
                        ? text.matches(plan.table, entries.row(entry), fields)
                        : text.of(plan.table, entries.row(entry), plan.definition.fs())
                                .equals(key))
                .mapToDouble(entries::value)
                .findFirst();
    }
}
