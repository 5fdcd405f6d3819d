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
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Answers one question for active flows: merges rows by the bytes of their keys, ranks them, and prints the keys of those
 * that are shown alone.
 *
 * <p>Thread: confined to the shard; one use each.
 */
final class ActiveFlows {
    /** A flow counts as seen again where its value is at least this share of the largest, and within the two bands. */
    private static final double SAME_SHARE = 0.5;

    private final FlowPlan plan;
    private final Sources sources;
    private final long now;
    private final KeyText text = new KeyText();

    /** A flow over the data sources that saw it. */
    private static final class Group {
        int best = -1;
        int count;
        double value;
        double variance;
        double overcount;
        final List<Integer> entries = new ArrayList<>();
    }

    ActiveFlows(FlowPlan plan, Sources sources, long now) {
        this.plan = plan;
        this.sources = sources;
        this.now = now;
    }

    List<ActiveFlow> answer(ActiveFlowQuery query, Predicate<? super DataSource> where) {
        Entries entries = Entries.of(plan, sources, now, wanted(where));
        Literal[] pattern = pattern(query.keyPattern());
        int[] groupOf = new int[entries.count()];
        double[] values = grouped(entries, query.merge(), groupOf);
        int[] shown = largest(values, query, entries, groupOf, pattern);
        Group[] groups = new Group[values.length];
        for (int group : shown) {
            groups[group] = new Group();
        }
        for (int entry = 0; entry < groupOf.length; entry++) {
            if (groups[groupOf[entry]] != null) {
                groups[groupOf[entry]].entries.add(entry);
            }
        }
        List<ActiveFlow> answer = new ArrayList<>();
        for (int group : shown) {
            answer.add(flow(entries, groups[group], query.merge()));
        }
        answer.sort(Comparator.comparingDouble(ActiveFlow::value).reversed().thenComparing(ActiveFlow::key));
        return answer;
    }

    private IntPredicate wanted(Predicate<? super DataSource> where) {
        byte[] verdicts = new byte[sources.size()];
        return number -> {
            if (verdicts[number] == 0) {
                verdicts[number] = (byte) (where.test(sources.source(number)) ? 1 : 2);
            }
            return verdicts[number] == 1;
        };
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

    /** Numbers the entries' groups in {@code groupOf}, and returns the merged values of the groups. */
    private double[] grouped(Entries entries, Merge merge, int[] groupOf) {
        if (merge == Merge.RAW) {
            double[] values = new double[groupOf.length];
            for (int entry = 0; entry < groupOf.length; entry++) {
                groupOf[entry] = entry;
                values[entry] = entries.value(entry);
            }
            return values;
        }
        GroupIndex index = new GroupIndex(plan.table, groupOf.length);
        double[] values = new double[groupOf.length];
        int[] counts = new int[groupOf.length];
        for (int entry = 0; entry < groupOf.length; entry++) {
            int group = index.of(entries.row(entry), 0);
            double value = entries.value(entry);
            groupOf[entry] = group;
            values[group] = merge == Merge.MAX && counts[group] > 0
                    ? Math.max(values[group], value)
                    : merge == Merge.MAX ? value : values[group] + value;
            counts[group]++;
        }
        for (int group = 0; group < index.count() && merge == Merge.AVG; group++) {
            values[group] /= counts[group];
        }
        return Arrays.copyOf(values, index.count());
    }

    /** The groups to show: the largest that match. */
    private int[] largest(double[] values, ActiveFlowQuery query, Entries entries, int[] groupOf, Literal[] pattern) {
        boolean[] judged = new boolean[values.length];
        Largest largest = new Largest(values, query.maxFlows());
        for (int entry = 0; entry < groupOf.length; entry++) {
            int group = groupOf[entry];
            if (!judged[group]) {
                judged[group] = true;
                if (values[group] >= query.minValue()
                        && largest.wants(group)
                        && (pattern.length == 0 || text.matches(plan.table, entries.row(entry), pattern))) {
                    largest.offer(group);
                }
            }
        }
        return largest.take();
    }

    private ActiveFlow flow(Entries entries, Group group, Merge merge) {
        for (int entry : group.entries) {
            group.count++;
            group.value += entries.value(entry);
            group.variance += entries.variance(entry);
            group.overcount += entries.overcount(entry);
            if (group.best < 0 || entries.value(entry) > entries.value(group.best)) {
                group.best = entry;
            }
        }
        boolean single = merge == Merge.MAX || merge == Merge.RAW;
        int share = merge == Merge.AVG ? group.count : 1;
        double value = single ? entries.value(group.best) : group.value / share;
        double variance = single ? entries.variance(group.best) : group.variance / share / share;
        double overcount = single ? entries.overcount(group.best) : group.overcount / share;
        DataSource source = sources.source(entries.source(group.best));
        int duplicates = duplicates(entries, group);
        double band = Entries.error95(value, variance);
        return new ActiveFlow(
                text.of(plan.table, entries.row(group.best), plan.definition.fs()),
                value,
                further(entries, group, merge),
                single ? source.agent().name() : "",
                single ? source.name() : "",
                group.count,
                variance <= 0 ? 0 : value * value / variance,
                merge == Merge.MAX ? band * Entries.largestOf(duplicates + 1) : band,
                overcount,
                duplicates);
    }

    /** At how many data sources beside the largest the value is the same, as far as sampling can tell. */
    private static int duplicates(Entries entries, Group group) {
        double most = entries.value(group.best);
        int same = 0;
        for (int entry : group.entries) {
            double value = entries.value(entry);
            double band = 1.96 * Math.sqrt(entries.variance(entry) + entries.variance(group.best));
            same += entry != group.best && value >= SAME_SHARE * most && most - value <= band ? 1 : 0;
        }
        return same;
    }

    private List<Double> further(Entries entries, Group group, Merge merge) {
        List<Measure> measures = plan.compiled.values();
        List<Double> values = new ArrayList<>(measures.size());
        for (int i = 0; i < measures.size(); i++) {
            int index = i;
            boolean single = merge == Merge.MAX || merge == Merge.RAW || group.count == 1;
            values.add(
                    single
                            ? plan.further(entries.row(group.best), index, now)
                            : merged(measures.get(index).statistic(), index, entries, group, merge));
        }
        return values;
    }

    private double merged(Statistic statistic, int index, Entries entries, Group group, Merge merge) {
        double sum = 0;
        double weighted = 0;
        double weight = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int entry : group.entries) {
            double value = plan.further(entries.row(entry), index, now);
            sum += value;
            weighted += value * entries.value(entry);
            weight += entries.value(entry);
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return switch (statistic) {
            case RATE, SUM, COUNT -> merge == Merge.AVG ? sum / group.count : sum;
            case AVG -> weight > 0 ? weighted / weight : 0;
            case MIN -> least;
            case MAX -> most;
            case LAST -> plan.further(entries.row(group.best), index, now);
        };
    }
}
