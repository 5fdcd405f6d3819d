// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.shard.DataSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Answers one question for active flows: merges rows by their keys, ranks them, and works out and prints only
 * those that are shown.
 *
 * <p>Thread: confined to the shard; one use each.
 */
final class ActiveFlows {
    /** A flow counts as seen again where its value is at least this share of the largest, and within the two bands. */
    private static final double SAME_SHARE = 0.5;

    private static final double BAND = 1.96;

    private final FlowPlan plan;
    private final Sources sources;
    private final long now;
    private final FlowGroups groups;
    private final Merge merge;
    private final KeyText text = new KeyText();

    ActiveFlows(FlowPlan plan, Sources sources, long now, FlowGroups groups, Merge merge) {
        this.plan = plan;
        this.sources = sources;
        this.now = now;
        this.groups = groups;
        this.merge = merge;
    }

    List<ActiveFlow> answer(ActiveFlowQuery query, Predicate<? super DataSource> where) {
        int enough = query.keyPattern().isEmpty() ? query.maxFlows() : Integer.MAX_VALUE;
        groups.gather(plan, sources, now, merge, new Wanted(sources, where), enough);
        int[] shown = largest(query);
        int[] duplicates = new int[shown.length];
        FurtherValues further = new FurtherValues(plan, groups, merge, now, shown.length);
        double[] most = new double[shown.length];
        double[] variance = new double[shown.length];
        for (int i = 0; i < shown.length; i++) {
            groups.marks[shown[i]] = i + 1;
            most[i] = groups.values[groups.best[shown[i]]];
            variance[i] = groups.variances[groups.best[shown[i]]];
        }
        for (int entry = 0; entry < groups.entries; entry++) {
            int group = groups.groupOf[entry];
            int i = group < 0 ? -1 : groups.marks[group] - 1;
            if (i >= 0) {
                duplicates[i] += same(entry, most[i], variance[i]) ? 1 : 0;
                further.add(i, entry);
            }
        }
        List<ActiveFlow> answer = new ArrayList<>(shown.length);
        for (int i = 0; i < shown.length; i++) {
            answer.add(flow(shown[i], Math.max(0, duplicates[i] - 1), further.of(i, shown[i])));
        }
        answer.sort(Comparator.comparingDouble(ActiveFlow::value).reversed().thenComparing(ActiveFlow::key));
        return answer;
    }

    /** The fields of a key pattern, null where any will do; empty for no pattern. */
    private Literal[] pattern(String keyPattern) {
        if (keyPattern.isEmpty()) {
            return new Literal[0];
        }
        return Arrays.stream(keyPattern.split(Pattern.quote(plan.definition.fs()), -1))
                .map(field -> field.isEmpty() ? null : new Literal(field))
                .toArray(Literal[]::new);
    }

    /** The groups to show: the largest that match. */
    private int[] largest(ActiveFlowQuery query) {
        Literal[] pattern = pattern(query.keyPattern());
        Largest largest = new Largest(groups.ranks, Math.min(query.maxFlows(), groups.groups));
        for (int group = 0; group < groups.groups; group++) {
            if (groups.ranks[group] >= query.minValue()
                    && largest.wants(group)
                    && (pattern.length == 0 || text.matches(plan.table, groups.rows[groups.best[group]], pattern))) {
                largest.offer(group);
            }
        }
        return largest.take();
    }

    /** Whether an entry has the value of the largest of its group, as far as sampling can tell; that one has. */
    private boolean same(int entry, double most, double variance) {
        double value = groups.values[entry];
        double less = most - value;
        return value >= SAME_SHARE * most && less * less <= BAND * BAND * (groups.variances[entry] + variance);
    }

    private ActiveFlow flow(int group, int duplicates, List<Double> further) {
        int row = groups.rows[groups.best[group]];
        boolean single = merge == Merge.MAX || merge == Merge.RAW;
        int share = merge == Merge.AVG ? groups.sizes[group] : 1;
        double value = groups.ranks[group];
        double variance = groups.varianceSums[group] / share / share;
        DataSource source = sources.source(plan.table.source(row));
        double band = Entries.error95(value, variance);
        return new ActiveFlow(
                text.of(plan.table, row, plan.definition.fs()),
                value,
                further,
                single ? source.agent().name() : "",
                single ? source.name() : "",
                groups.sizes[group],
                variance <= 0 ? 0 : value * value / variance,
                merge == Merge.MAX ? band * Entries.largestOf(duplicates + 1) : band,
                groups.overcountSums[group] / share,
                duplicates);
    }
}
