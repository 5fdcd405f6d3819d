// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Answers one question for active flows: merges rows by their keys, ranks them, and works out and prints only
 * those that are shown. With several shards, first {@link #ranks} of each, then {@link #shares} in those chosen.
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
    private final Question question;
    private final Wanted wanted;
    private final KeyText text = new KeyText();

    ActiveFlows(FlowPlan plan, Sources sources, long now, FlowGroups groups, Question question, Wanted wanted) {
        this.plan = plan;
        this.sources = sources;
        this.now = now;
        this.groups = groups;
        this.question = question;
        this.wanted = wanted;
    }

    long generation() {
        return question.generation();
    }

    /** The answer of this shard alone. */
    List<ActiveFlow> answer() {
        int[] shown = largest();
        double[] most = new double[shown.length];
        double[] variance = new double[shown.length];
        for (int i = 0; i < shown.length; i++) {
            most[i] = groups.values[groups.best[shown[i]]];
            variance[i] = groups.variances[groups.best[shown[i]]];
        }
        return shares(shown, most, variance).flows();
    }

    /** How large the flows are here that may be shown: only the largest value can be cut where it is found, parts of a sum may be small. */
    FlowRanks ranks() {
        int[] shown = question.merge() == Merge.MAX ? largest() : matching();
        FlowRanks ranks = new FlowRanks(question, shown.length);
        for (int i = 0; i < shown.length; i++) {
            int group = shown[i];
            int best = groups.best[group];
            ranks.set(
                    i,
                    groups.hash(best),
                    groups.sums[group],
                    groups.sizes[group],
                    groups.values[best],
                    groups.variances[best]);
        }
        return ranks;
    }

    /** What this shard has of the flows that were chosen. */
    FlowShares shares(FlowRanks chosen) {
        groups.gather(plan, sources, now, question.merge(), wanted, chosen.flows);
        return shares(IntStream.range(0, chosen.flows.length).toArray(), chosen.largest, chosen.variances);
    }

    /** The groups to show: the largest that match. */
    private int[] largest() {
        Literal[] pattern = pattern();
        int maxFlows = question.query().maxFlows();
        groups.gather(plan, sources, now, question.merge(), wanted, pattern.length == 0 ? maxFlows : Integer.MAX_VALUE);
        double[] ranks = groups.ranks();
        Largest largest = new Largest(ranks, Math.min(maxFlows, groups.groups));
        for (int group = 0; group < groups.groups; group++) {
            if (ranks[group] >= question.query().minValue() && largest.wants(group) && matches(group, pattern)) {
                largest.offer(group);
            }
        }
        return largest.take();
    }

    /** All groups that match. */
    private int[] matching() {
        Literal[] pattern = pattern();
        groups.gather(plan, sources, now, question.merge(), wanted, Integer.MAX_VALUE);
        IntStream all = IntStream.range(0, groups.groups);
        return (pattern.length == 0 ? all : all.filter(group -> matches(group, pattern))).toArray();
    }

    /** The fields of a key pattern, null where any will do; empty for no pattern. */
    private Literal[] pattern() {
        String keyPattern = question.query().keyPattern();
        if (keyPattern.isEmpty()) {
            return new Literal[0];
        }
        return Arrays.stream(keyPattern.split(Pattern.quote(plan.definition.fs()), -1))
                .map(field -> field.isEmpty() ? null : new Literal(field))
                .toArray(Literal[]::new);
    }

    private boolean matches(int group, Literal[] pattern) {
        return pattern.length == 0 || text.matches(plan.table.rows, groups.rows[groups.best[group]], pattern);
    }

    /**
     * What is known of some groups.
     *
     * @param most the largest value that any shard has of each, and {@code variance} that of it
     */
    private FlowShares shares(int[] shown, double[] most, double[] variance) {
        FlowShares shares = new FlowShares(question, shown.length);
        byte[] key = new byte[8 * FlowTable.LONGEST_KEY];
        for (int i = 0; i < shown.length; i++) {
            int group = shown[i];
            if (groups.sizes[group] > 0) {
                groups.marks[group] = i + 1;
                int best = groups.best[group];
                int row = groups.rows[best];
                byte[] bytes = Arrays.copyOf(key, plan.table.rows.key(row, key));
                shares.begin(i, bytes, sources.source(plan.table.rows.source(row)), groups.values[best]);
                shares.worth(
                        i,
                        groups.sizes[group],
                        groups.sums[group],
                        groups.varianceSums[group],
                        groups.overcountSums[group]);
                shares.further.largest(i, plan, row, now);
            }
        }
        for (int entry = 0; entry < groups.entries; entry++) {
            int group = groups.groupOf[entry];
            int i = group < 0 ? -1 : groups.marks[group] - 1;
            if (i >= 0) {
                if (same(entry, most[i], variance[i])) {
                    shares.same(i);
                }
                shares.further.add(i, plan, groups.rows[entry], groups.values[entry], now);
            }
        }
        return shares;
    }

    /** Whether an entry has the value of the largest of its group, as far as sampling can tell; that one has. */
    private boolean same(int entry, double most, double variance) {
        double value = groups.values[entry];
        double less = most - value;
        return value >= SAME_SHARE * most && less * less <= BAND * BAND * (groups.variances[entry] + variance);
    }
}
