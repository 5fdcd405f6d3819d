// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.net.Address;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Flows of a plan as of a moment: one for each row, or, for a definition that adds up the data sources of an agent, one for
 * each agent and key, at the data source with the largest share.
 *
 * <p>What a row is worth is worked out when it is asked for. Thread: confined to the shard.
 */
final class Entries {
    private final FlowPlan plan;
    private final Sources sources;
    private final boolean merged;
    private int[] rows;
    /** Of merged ones alone. */
    private double[] values = {};

    private double[] variances = {};
    private double[] overcounts = {};
    private int count;

    private Entries(FlowPlan plan, Sources sources, int most, boolean merged) {
        this.plan = plan;
        this.sources = sources;
        this.merged = merged;
        rows = new int[most];
        if (merged) {
            values = new double[most];
            variances = new double[most];
            overcounts = new double[most];
        }
    }

    /** Those whose data source's number is wanted. */
    static Entries of(FlowPlan plan, Sources sources, long now, IntPredicate wanted) {
        Entries entries = new Entries(plan, sources, Math.max(16, plan.table.used()), false);
        plan.table.each(row -> {
            int source = plan.table.rows.source(row);
            if (!sources.forgotten(source) && wanted.test(source)) {
                entries.add(row);
            }
        });
        return plan.compiled.ports() == CompiledFlow.Ports.AGENT ? entries.byAgent(now) : entries;
    }

    private void add(int row) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, 2 * count);
        }
        rows[count++] = row;
    }

    private Entries byAgent(long now) {
        Entries agents = new Entries(plan, sources, count, true);
        GroupIndex groups = new GroupIndex();
        groups.begin(count);
        int[] agentOf = agentNumbers();
        double[] shares = new double[count];
        for (int i = 0; i < count; i++) {
            int known = groups.count();
            int group = groups.of(plan.table.hash(plan.table.rows.keyHash(rows[i]), agentOf[source(i)]));
            if (group == known) {
                agents.add(rows[i]);
            }
            double value = plan.value(rows[i], now);
            agents.values[group] += value;
            agents.variances[group] += plan.variance(rows[i], now);
            agents.overcounts[group] += plan.overcount(rows[i], now);
            if (value > shares[group]) {
                shares[group] = value;
                agents.rows[group] = rows[i];
            }
        }
        return agents;
    }

    /** A number for each agent, by the numbers of its data sources. */
    private int[] agentNumbers() {
        Map<Address, Integer> numbers = new HashMap<>();
        int[] agentOf = new int[sources.size()];
        for (int i = 0; i < count; i++) {
            int source = source(i);
            if (agentOf[source] == 0) {
                agentOf[source] =
                        numbers.computeIfAbsent(sources.source(source).agent().address(), any -> numbers.size() + 1);
            }
        }
        return agentOf;
    }

    int count() {
        return count;
    }

    int row(int entry) {
        return rows[entry];
    }

    double value(int entry, long now) {
        return merged ? values[entry] : plan.value(rows[entry], now);
    }

    double variance(int entry, long now) {
        return merged ? variances[entry] : plan.variance(rows[entry], now);
    }

    double overcount(int entry, long now) {
        return merged ? overcounts[entry] : plan.overcount(rows[entry], now);
    }

    /** The number of the data source. */
    int source(int entry) {
        return plan.table.rows.source(rows[entry]);
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
