// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowTables;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How large flows are in one shard or in several: by hashes of their keys, which are the same in all shards, and without any text.
 *
 * <p>Thread: immutable once filled.
 */
final class FlowRanks implements FlowTables.Ranks {
    private final Question question;
    /** The hash of each flow's key. */
    final long[] flows;

    /** The sum of a flow's parts, or the largest where that alone counts. */
    private final double[] values;
    /** How many these are; empty where nobody asks for the mean. */
    private final int[] parts;
    /** The value of the largest part, and the variance of that. */
    final double[] largest;

    final double[] variances;

    FlowRanks(Question question, int count) {
        this.question = question;
        flows = new long[count];
        values = new double[count];
        parts = new int[question.merge() == Merge.AVG ? count : 0];
        largest = new double[count];
        variances = new double[count];
    }

    long generation() {
        return question.generation();
    }

    void set(int flow, long hash, double value, int count, double most, double variance) {
        flows[flow] = hash;
        values[flow] = value;
        if (parts.length > 0) {
            parts[flow] = count;
        }
        largest[flow] = most;
        variances[flow] = variance;
    }

    @Override
    public FlowRanks chosen(List<FlowTables.Ranks> all) {
        List<FlowRanks> shards = all.stream().map(FlowRanks.class::cast).toList();
        Question newest = shards.stream()
                .map(shard -> shard.question)
                .max(Comparator.comparing(Question::generation))
                .orElse(question);
        List<FlowRanks> current = shards.stream()
                .filter(shard -> shard.generation() == newest.generation())
                .toList();
        GroupIndex index = new GroupIndex();
        FlowRanks found = largest(newest, current, index);
        index.begin(found.flows.length);
        for (long flow : found.flows) {
            index.of(flow);
        }
        for (FlowRanks shard : current) {
            for (int i = 0; i < shard.flows.length; i++) {
                int flow = index.find(shard.flows[i]);
                if (flow >= 0 && found.largest[flow] < shard.largest[i]) {
                    found.largest[flow] = shard.largest[i];
                    found.variances[flow] = shard.variances[i];
                }
            }
        }
        return found;
    }

    /** The largest flows of some shards: of each flow no more is held than what it is ranked by. */
    private static FlowRanks largest(Question question, List<FlowRanks> shards, GroupIndex index) {
        int most = shards.stream().mapToInt(shard -> shard.flows.length).sum();
        index.begin(most);
        double[] values = new double[most];
        Arrays.fill(values, question.single() ? Double.NEGATIVE_INFINITY : 0);
        int[] parts = new int[question.merge() == Merge.AVG ? most : 0];
        for (FlowRanks shard : shards) {
            for (int i = 0; i < shard.flows.length; i++) {
                int flow = index.of(shard.flows[i]);
                values[flow] =
                        question.single() ? Math.max(values[flow], shard.values[i]) : values[flow] + shard.values[i];
                if (parts.length > 0) {
                    parts[flow] += shard.parts[i];
                }
            }
        }
        Largest order = new Largest(values, Math.min(question.query().maxFlows(), index.count()));
        for (int flow = 0; flow < index.count(); flow++) {
            values[flow] = parts.length > 0 ? values[flow] / parts[flow] : values[flow];
            if (values[flow] >= question.query().minValue()) {
                order.offer(flow);
            }
        }
        int[] shown = order.take();
        FlowRanks found = new FlowRanks(question, shown.length);
        for (int i = 0; i < shown.length; i++) {
            found.flows[i] = index.hash(shown[i]);
            found.largest[i] = Double.NEGATIVE_INFINITY;
        }
        return found;
    }

    @Override
    public List<ActiveFlow> flows(List<FlowTables.Shares> all) {
        FlowShares total = new FlowShares(question, flows.length);
        all.forEach(shard -> total.add((FlowShares) shard));
        return total.flows();
    }
}
