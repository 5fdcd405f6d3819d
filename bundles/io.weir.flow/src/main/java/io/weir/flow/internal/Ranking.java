// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.FlowMetric;
import io.weir.api.flow.FlowMetric.TopKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * The flows of a plan by data source.
 *
 * <p>Made by one pass over the table and kept by the plan until rows change, so that asking for the metric of every data
 * source costs one pass. Thread: confined to the shard.
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

    /** The entries of a data source. */
    private int[] of(int source) {
        return source + 1 < begins.length ? Arrays.copyOfRange(order, begins[source], begins[source + 1]) : new int[0];
    }

    /** The largest flows at a data source as of a moment; empty when it has none. */
    Optional<FlowMetric> metric(int source, long now) {
        int[] here = of(source);
        if (here.length == 0) {
            return Optional.empty();
        }
        double[] values = new double[here.length];
        Largest largest = new Largest(values, plan.definition.n());
        long updated = 0;
        for (int i = 0; i < here.length; i++) {
            values[i] = entries.value(here[i], now);
            largest.offer(i);
            updated = Math.max(updated, updated(here[i]));
        }
        List<TopKey> top = new ArrayList<>();
        for (int i : largest.take()) {
            String key = text.of(plan.table.rows, entries.row(here[i]), plan.definition.fs());
            top.add(new TopKey(key, values[i], updated(here[i])));
        }
        return Optional.of(new FlowMetric(top.get(0).value(), updated, top));
    }

    private long updated(int entry) {
        return plan.table.rows.last(entries.row(entry));
    }

    /** The value of one flow at a data source as of a moment. */
    OptionalDouble value(int source, String key, long now) {
        String[] parts = key.split(Pattern.quote(plan.definition.fs()), -1);
        boolean apart = parts.length == plan.compiled.keys().size();
        Literal[] fields = Arrays.stream(parts).map(Literal::new).toArray(Literal[]::new);
        for (int entry : of(source)) {
            boolean same = apart
                    ? text.matches(plan.table.rows, entries.row(entry), fields)
                    : text.of(plan.table.rows, entries.row(entry), plan.definition.fs())
                            .equals(key);
            if (same) {
                return OptionalDouble.of(entries.value(entry, now));
            }
        }
        return OptionalDouble.empty();
    }
}
