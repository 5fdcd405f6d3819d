// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.ActiveFlowQuery.Merge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The further values of the flows that are shown, over the data sources that saw them. Thread: confined to the shard; one use
 * each.
 */
final class FurtherValues {
    private final FlowPlan plan;
    private final FlowGroups groups;
    private final Merge merge;
    private final long now;
    private final List<Measure> measures;
    private final boolean single;
    /** For each flow and measure. */
    private final double[] sums;

    private final double[] weighted;
    private final double[] weights;
    private final double[] least;
    private final double[] most;

    FurtherValues(FlowPlan plan, FlowGroups groups, Merge merge, long now, int flows) {
        this.plan = plan;
        this.groups = groups;
        this.merge = merge;
        this.now = now;
        measures = plan.compiled.values();
        single = measures.isEmpty() || merge == Merge.MAX || merge == Merge.RAW;
        int count = single ? 0 : flows * measures.size();
        sums = new double[count];
        weighted = new double[count];
        weights = new double[count];
        least = new double[count];
        most = new double[count];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    /** Takes in an entry of a flow that is shown. */
    void add(int flow, int entry) {
        for (int i = 0; i < measures.size() && !single; i++) {
            int at = flow * measures.size() + i;
            double value = plan.further(groups.rows[entry], i, now);
            sums[at] += value;
            weighted[at] += value * groups.values[entry];
            weights[at] += groups.values[entry];
            least[at] = Math.min(least[at], value);
            most[at] = Math.max(most[at], value);
        }
    }

    /** The values of a flow. */
    List<Double> of(int flow, int group) {
        List<Double> values = new ArrayList<>(measures.size());
        for (int i = 0; i < measures.size(); i++) {
            boolean alone = single || groups.sizes[group] == 1;
            Statistic statistic = measures.get(i).statistic();
            values.add(
                    alone || statistic == Statistic.LAST
                            ? plan.further(groups.rows[groups.best[group]], i, now)
                            : merged(statistic, flow * measures.size() + i, groups.sizes[group]));
        }
        return values;
    }

    private double merged(Statistic statistic, int at, int size) {
        return switch (statistic) {
            case RATE, SUM, COUNT -> merge == Merge.AVG ? sums[at] / size : sums[at];
            case AVG -> weights[at] > 0 ? weighted[at] / weights[at] : 0;
            case MIN -> least[at];
            case MAX -> most[at];
            case LAST -> throw new IllegalStateException("is that of the largest part");
        };
    }
}
