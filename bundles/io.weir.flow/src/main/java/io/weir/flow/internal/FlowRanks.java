// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowTables;
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

    /** The sum of a flow's parts, or the largest where that alone counts; and how many there are. */
    private final double[] values;

    private final int[] parts;
    /** The value of the largest part, and the variance of that. */
    final double[] largest;

    final double[] variances;

    FlowRanks(Question question, int count) {
        this.question = question;
        flows = new long[count];
        values = new double[count];
        parts = new int[count];
        largest = new double[count];
        variances = new double[count];
    }

    long generation() {
        return question.generation();
    }

    void set(int flow, long hash, double value, int count, double most, double variance) {
        flows[flow] = hash;
        values[flow] = value;
        parts[flow] = count;
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
        GroupIndex index = new GroupIndex();
        int most = shards.stream().mapToInt(shard -> shard.flows.length).sum();
        index.begin(most);
        FlowRanks total = new FlowRanks(newest, most);
        for (FlowRanks shard : shards) {
            if (shard.generation() == newest.generation()) {
                total.add(shard, index);
            }
        }
        return total.largest(index.count());
    }

    private void add(FlowRanks shard, GroupIndex index) {
        for (int i = 0; i < shard.flows.length; i++) {
            int known = index.count();
            int flow = index.of(shard.flows[i]);
            if (flow == known) {
                set(flow, shard.flows[i], shard.values[i], shard.parts[i], shard.largest[i], shard.variances[i]);
            } else {
                merge(flow, shard, i);
            }
        }
    }

    private void merge(int flow, FlowRanks shard, int i) {
        values[flow] = question.single() ? Math.max(values[flow], shard.values[i]) : values[flow] + shard.values[i];
        parts[flow] += shard.parts[i];
        if (shard.largest[i] > largest[flow]) {
            largest[flow] = shard.largest[i];
            variances[flow] = shard.variances[i];
        }
    }

    /** The largest of the first so many flows. */
    private FlowRanks largest(int count) {
        for (int flow = 0; flow < count && question.merge() == Merge.AVG; flow++) {
            values[flow] /= parts[flow];
        }
        Largest order = new Largest(values, Math.min(question.query().maxFlows(), count));
        for (int flow = 0; flow < count; flow++) {
            if (values[flow] >= question.query().minValue()) {
                order.offer(flow);
            }
        }
        int[] shown = order.take();
        FlowRanks found = new FlowRanks(question, shown.length);
        for (int i = 0; i < shown.length; i++) {
            int flow = shown[i];
            found.set(i, flows[flow], values[flow], parts[flow], largest[flow], variances[flow]);
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
