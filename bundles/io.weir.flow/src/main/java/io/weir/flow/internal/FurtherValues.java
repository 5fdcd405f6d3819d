// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.ActiveFlowQuery.Merge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The further values of the flows that are shown, over the data sources that saw them, in one shard or in several. Thread: any, one
 * at a time.
 */
final class FurtherValues {
    private final List<Statistic> statistics;
    private final Question question;
    /** For each flow and statistic; the first are those of the largest part. */
    private final double[] largest;

    private final double[] sums;
    private final double[] weighted;
    private final double[] weights;
    private final double[] least;
    private final double[] most;

    FurtherValues(Question question, int flows) {
        this.question = question;
        statistics = question.statistics();
        largest = new double[flows * statistics.size()];
        int count = question.single() ? 0 : largest.length;
        sums = new double[count];
        weighted = new double[count];
        weights = new double[count];
        least = new double[count];
        most = new double[count];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    /** Takes in a part of a flow that is worth so much, unless the largest alone counts. */
    void add(int flow, FlowPlan plan, int row, double worth, long now) {
        for (int i = 0; i < statistics.size() && !question.single(); i++) {
            double value = plan.further(row, i, now);
            merge(flow * statistics.size() + i, value, value * worth, worth, value, value);
        }
    }

    /** The largest part of a flow. */
    void largest(int flow, FlowPlan plan, int row, long now) {
        for (int i = 0; i < statistics.size(); i++) {
            largest[flow * statistics.size() + i] = plan.further(row, i, now);
        }
    }

    /**
     * Takes in what another shard has of a flow.
     *
     * @param larger whether the largest part is there
     */
    void add(int flow, FurtherValues there, boolean larger) {
        for (int at = flow * statistics.size(); at < (flow + 1) * statistics.size(); at++) {
            largest[at] = larger ? there.largest[at] : largest[at];
            if (!question.single()) {
                merge(at, there.sums[at], there.weighted[at], there.weights[at], there.least[at], there.most[at]);
            }
        }
    }

    private void merge(int at, double sum, double weightedSum, double weight, double low, double high) {
        sums[at] += sum;
        weighted[at] += weightedSum;
        weights[at] += weight;
        least[at] = Math.min(least[at], low);
        most[at] = Math.max(most[at], high);
    }

    /** The values of a flow of so many parts. */
    List<Double> of(int flow, int parts) {
        List<Double> values = new ArrayList<>(statistics.size());
        for (int i = 0; i < statistics.size(); i++) {
            int at = flow * statistics.size() + i;
            values.add(question.single() || parts == 1 ? largest[at] : merged(statistics.get(i), at, parts));
        }
        return values;
    }

    private double merged(Statistic statistic, int at, int parts) {
        return switch (statistic) {
            case RATE, SUM, COUNT -> question.merge() == Merge.AVG ? sums[at] / parts : sums[at];
            case AVG -> weights[at] > 0 ? weighted[at] / weights[at] : 0;
            case MIN -> least[at];
            case MAX -> most[at];
            case LAST -> largest[at];
        };
    }
}
