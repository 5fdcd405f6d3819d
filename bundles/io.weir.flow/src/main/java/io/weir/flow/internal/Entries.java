// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.shard.DataSource;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Flows of a plan as of a moment: one for each row, or, for a definition that adds up the data sources of an agent, one for
 * each agent and key, at the data source with the largest share.
 *
 * <p>Thread: confined to the shard.
 */
final class Entries {
    private final FlowPlan plan;
    private final Sources sources;
    private final long now;
    private int[] rows;
    private double[] values;
    private double[] variances;
    private double[] overcounts;
    private int count;

    private Entries(FlowPlan plan, Sources sources, long now) {
        this.plan = plan;
        this.sources = sources;
        this.now = now;
        int most = Math.max(16, plan.table.used());
        rows = new int[most];
        values = new double[most];
        variances = new double[most];
        overcounts = new double[most];
    }

    /** Those whose data source's number is wanted. */
    static Entries of(FlowPlan plan, Sources sources, long now, IntPredicate wanted) {
        Entries entries = new Entries(plan, sources, now);
        plan.table.each(row -> {
            int source = plan.table.source(row);
            if (!sources.forgotten(source) && wanted.test(source)) {
                entries.add(row);
            }
        });
        return plan.compiled.ports() == CompiledFlow.Ports.AGENT ? entries.byAgent() : entries;
    }

    private void add(int row) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
            variances = Arrays.copyOf(variances, 2 * count);
            overcounts = Arrays.copyOf(overcounts, 2 * count);
        }
        rows[count] = row;
        values[count] = plan.value(row, now);
        variances[count] = plan.variance(row, now);
        overcounts[count] = plan.overcount(row, now);
        count++;
    }

    private Entries byAgent() {
        Entries merged = new Entries(plan, sources, now);
        GroupIndex groups = new GroupIndex(plan.table, count);
        double[] shares = new double[count];
        for (int i = 0; i < count; i++) {
            DataSource source = sources.source(plan.table.source(rows[i]));
            int known = groups.count();
            int group = groups.of(rows[i], source.agent().address().hashCode());
            if (group == known) {
                merged.add(rows[i]);
                shares[group] = values[i];
                continue;
            }
            merged.values[group] += values[i];
            merged.variances[group] += variances[i];
            merged.overcounts[group] += overcounts[i];
            if (values[i] > shares[group]) {
                shares[group] = values[i];
                merged.rows[group] = rows[i];
            }
        }
        return merged;
    }

    int count() {
        return count;
    }

    int row(int entry) {
        return rows[entry];
    }

    double value(int entry) {
        return values[entry];
    }

    double variance(int entry) {
        return variances[entry];
    }

    double overcount(int entry) {
        return overcounts[entry];
    }

    /** The number of the data source. */
    int source(int entry) {
        return plan.table.source(rows[entry]);
    }

    /**
     * How many standard deviations the largest of so many estimates of one thing (from 1) lies off it in 5 cases of 100:
     * z with {@code Φ(z)^n − Φ(−z)^n = 0.95}.
     */
    private static final double[] LARGEST = {
        1.960, 1.955, 2.121, 2.234, 2.319, 2.386, 2.442, 2.490, 2.531, 2.568, 2.601, 2.631, 2.658, 2.683, 2.706, 2.727
    };

    /** By how much the band of one estimate is to be widened when it is the largest of so many of the same thing. */
    static double largestOf(int estimates) {
        return LARGEST[Math.min(estimates, LARGEST.length) - 1] / LARGEST[0];
    }

    /** Half the width of the 95 % band, in percent of the value. */
    static double error95(double value, double variance) {
        return value <= 0 ? 0 : 196 * Math.sqrt(variance) / value;
    }
}
