// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.ActiveFlowQuery.Merge;
import java.util.Arrays;

/**
 * The flows that a question is about, and how they go together: an entry for each row (or for each flow of an agent), and a
 * group for each key.
 *
 * <p>Rows are taken up a block at a time, first what is to be read of them, then where their groups are looked for, then the
 * sums: so that the cache misses of a block overlap. Keys are told apart by their hashes, which are the same in all shards.
 *
 * <p>All is in arrays of primitives that the next question uses again: 100,000 rows take twelve megabytes, and no garbage is
 * made of them. What has not been used for {@value #IDLE} ticks, or is larger than {@value #KEPT} rows, is let go. Thread:
 * confined to the shard.
 */
final class FlowGroups {
    private static final int IDLE = 600;
    private static final int KEPT = 1 << 18;
    private static final int BLOCK = 128;
    /** So much less than all are few. */
    private static final int FEW = 8;

    private final GroupIndex index = new GroupIndex();
    private final ByValue order = new ByValue();
    private FlowTable table;
    private long[] hashes = {};
    private Merge merge = Merge.MAX;
    private int idle;
    /** Keeps early looks from being optimised away. */
    long lastTouched;

    /** How many entries there are. */
    int entries;

    int[] rows = {};
    int[] groupOf = {};
    double[] values = {};
    double[] variances = {};
    private double[] overcounts = {};
    /** How many groups there are. */
    int groups;

    /** The entry with the largest value of each group, the first of equals. */
    int[] best = {};

    int[] sizes = {};
    /** The values of groups: of their entries together, or of the largest where one stands for all. */
    double[] sums = {};

    private double[] means = {};

    double[] varianceSums = {};
    double[] overcountSums = {};
    /** A number for each group that the user may set; zeros at first. */
    int[] marks = {};

    /** The hash of an entry's key. */
    long hash(int entry) {
        return hashes[entry];
    }

    /** The values that groups are ranked by. */
    double[] ranks() {
        if (merge != Merge.AVG) {
            return sums;
        }
        if (means.length < groups) {
            means = new double[sums.length];
        }
        for (int group = 0; group < groups; group++) {
            means[group] = sums[group] / sizes[group];
        }
        return means;
    }

    /**
     * Takes up all flows whose data source's number is wanted. Groups need be made only of the {@code most} with the largest
     * values: entries of others may have none.
     */
    void gather(FlowPlan plan, Sources sources, long now, Merge how, Wanted wanted, int most) {
        begin(plan.table, how, plan.table.used());
        list(plan, sources, now, wanted, false);
        if (merge != Merge.MAX || most > entries / FEW || !varied(most) || !foremost(most)) {
            group();
        }
    }

    /** Takes up those flows alone whose keys have these hashes; their groups are numbered as these are, and may be empty. */
    void gather(FlowPlan plan, Sources sources, long now, Merge how, Wanted wanted, long[] chosen) {
        begin(plan.table, how, Math.max(plan.table.used(), chosen.length));
        index.begin(chosen.length);
        for (long code : chosen) {
            index.of(code);
        }
        groups = chosen.length;
        Arrays.fill(sizes, 0, groups, 0);
        list(plan, sources, now, wanted, true);
        for (int entry = 0; entry < entries; entry++) {
            put(entry, index.find(hashes[entry]));
        }
    }

    private void begin(FlowTable of, Merge how, int most) {
        table = of;
        merge = how;
        idle = 0;
        groups = 0;
        reserve(most);
    }

    private void reserve(int most) {
        if (rows.length < most) {
            int room = most + most / 4;
            rows = new int[room];
            groupOf = new int[room];
            hashes = new long[room];
            values = new double[room];
            variances = new double[room];
            overcounts = new double[room];
            best = new int[room];
            sizes = new int[room];
            sums = new double[room];
            varianceSums = new double[room];
            overcountSums = new double[room];
            marks = new int[room];
        } else {
            Arrays.fill(marks, 0, most, 0);
        }
    }

    /** Lists entries; {@code chosen} ones are those whose hashes have a group. */
    private void list(FlowPlan plan, Sources sources, long now, Wanted wanted, boolean chosen) {
        entries = 0;
        if (plan.compiled.ports() == CompiledFlow.Ports.AGENT) {
            list(Entries.of(plan, sources, now, wanted::has), now, chosen);
            return;
        }
        int all = table.list(rows);
        for (int begin = 0; begin < all; begin += BLOCK) {
            int first = entries;
            int end = Math.min(all, begin + BLOCK);
            for (int i = begin; i < end; i++) {
                rows[entries] = rows[i];
                entries += wanted.has(table.rows.source(rows[i])) && listed(entries, chosen) ? 1 : 0;
            }
            worth(plan, now, first);
        }
    }

    private void list(Entries from, long now, boolean chosen) {
        for (int i = 0; i < from.count(); i++) {
            rows[entries] = from.row(i);
            if (listed(entries, chosen)) {
                worth(entries++, from.value(i, now), from.variance(i, now), from.overcount(i, now));
            }
        }
    }

    /** Hashes an entry, and says whether it stays. */
    private boolean listed(int entry, boolean chosen) {
        if (merge != Merge.RAW) {
            hashes[entry] = table.rows.keyHash(rows[entry]);
        }
        return !chosen || index.find(hashes[entry]) >= 0;
    }

    /** Puts all entries into their groups. */
    private void group() {
        groups = 0;
        index.begin(entries);
        for (int begin = 0; begin < entries; begin += BLOCK) {
            group(begin, Math.min(entries, begin + BLOCK));
        }
    }

    /** Whether there are so many keys among twice as many entries. */
    private boolean varied(int most) {
        index.begin(2 * most);
        for (int entry = 0; entry < Math.min(entries, 2 * most); entry++) {
            index.of(hashes[entry]);
        }
        return index.count() >= most;
    }

    /**
     * Makes groups in the order of their largest entries until there are enough; then adds to these what belongs to them. False
     * when that takes too many: where most entries are of few keys.
     */
    private boolean foremost(int most) {
        index.begin(entries / FEW);
        int sorted = order.sort(values, entries, entries / FEW);
        Arrays.fill(groupOf, 0, entries, -1);
        for (int first = 0, end; groups < most; first = end) {
            if (first == sorted) {
                return false;
            }
            end = order.end(values[order.order[first]]);
            for (int i = first; i < end; i++) {
                put(order.order[i], index.of(hashes[order.order[i]]));
            }
        }
        for (int entry = 0; entry < entries; entry++) {
            int group = groupOf[entry] < 0 ? index.find(hashes[entry]) : -1;
            if (group >= 0) {
                add(entry, group);
            }
        }
        return true;
    }

    private void worth(int entry, double value, double variance, double overcount) {
        values[entry] = value;
        variances[entry] = variance;
        overcounts[entry] = overcount;
    }

    /** What the entries from one on are worth. */
    private void worth(FlowPlan plan, long now, int first) {
        if (!plan.rates()) {
            for (int i = first; i < entries; i++) {
                int row = rows[i];
                worth(i, plan.value(row, now), plan.variance(row, now), plan.overcount(row, now));
            }
            return;
        }
        double factor = plan.perSecond(now);
        for (int i = first; i < entries; i++) {
            int row = rows[i];
            worth(
                    i,
                    table.rows.sum(row) * factor,
                    table.rows.squares(row) * factor * factor,
                    table.overcount(row) * factor);
        }
    }

    /** Puts a block of entries into their groups. */
    private void group(int first, int end) {
        long touched = 0;
        for (int entry = first; entry < end && merge != Merge.RAW; entry++) {
            touched ^= index.touch(hashes[entry]);
        }
        lastTouched = touched;
        for (int entry = first; entry < end; entry++) {
            put(entry, merge == Merge.RAW ? groups : index.of(hashes[entry]));
        }
    }

    private void put(int entry, int group) {
        if (group == groups) {
            sizes[groups++] = 0;
        }
        if (sizes[group] == 0) {
            begin(entry, group);
        } else {
            add(entry, group);
        }
    }

    private void begin(int entry, int group) {
        groupOf[entry] = group;
        best[group] = entry;
        sizes[group] = 1;
        show(entry, group);
    }

    /** A group has the values of one entry. */
    private void show(int entry, int group) {
        sums[group] = values[entry];
        varianceSums[group] = variances[entry];
        overcountSums[group] = overcounts[entry];
    }

    private void add(int entry, int group) {
        groupOf[entry] = group;
        sizes[group]++;
        if (merge == Merge.MAX) {
            if (values[entry] > sums[group]) {
                best[group] = entry;
                show(entry, group);
            }
            return;
        }
        best[group] = values[entry] > values[best[group]] ? entry : best[group];
        sums[group] += values[entry];
        varianceSums[group] += variances[entry];
        overcountSums[group] += overcounts[entry];
    }

    /** Whether it is to be let go: it is large, or has not been used for long. Called at each tick. */
    boolean over() {
        return rows.length > 0 && (++idle == IDLE || rows.length > KEPT);
    }
}
