// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.ActiveFlowQuery.Merge;
import java.util.Arrays;

/**
 * The flows that a question is about, and how they go together: an entry for each row (or for each flow of an agent), and a
 * group for each key.
 *
 * <p>Rows are taken up a block at a time, first what is to be read of them, then where their groups are looked for, then the
 * sums: so that the cache misses of a block overlap, and its rows are near when their keys are compared.
 *
 * <p>All is in arrays of primitives that the next question uses again: 100,000 rows take six megabytes, and no garbage is
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
    /** The values that groups are ranked by. */
    double[] ranks = {};

    double[] varianceSums = {};
    double[] overcountSums = {};
    /** A number for each group that the user may set; zeros at first. */
    int[] marks = {};

    /**
     * Takes up all flows whose data source's number is wanted. Groups need be made only of the {@code most} with the largest
     * values: entries of others may have none.
     */
    void gather(FlowPlan plan, Sources sources, long now, Merge how, Wanted wanted, int most) {
        merge = how;
        idle = 0;
        groups = 0;
        reserve(plan.table.used());
        if (plan.compiled.ports() == CompiledFlow.Ports.AGENT) {
            gather(plan.table, Entries.of(plan, sources, now, wanted::has), now);
        } else {
            gather(plan, now, wanted, most);
        }
        for (int group = 0; group < groups && merge == Merge.AVG; group++) {
            ranks[group] /= sizes[group];
        }
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
            ranks = new double[room];
            varianceSums = new double[room];
            overcountSums = new double[room];
            marks = new int[room];
        } else {
            Arrays.fill(marks, 0, most, 0);
        }
    }

    private void gather(FlowTable table, Entries from, long now) {
        entries = from.count();
        for (int i = 0; i < entries; i++) {
            rows[i] = from.row(i);
            worth(i, from.value(i, now), from.variance(i, now), from.overcount(i, now));
        }
        index.of(table);
        hash(0, entries);
        group();
    }

    private void gather(FlowPlan plan, long now, Wanted wanted, int most) {
        int all = plan.table.list(rows);
        entries = 0;
        index.of(plan.table);
        for (int begin = 0; begin < all; begin += BLOCK) {
            int first = entries;
            int end = Math.min(all, begin + BLOCK);
            touch(plan.table, begin, end);
            for (int i = begin; i < end; i++) {
                rows[entries] = rows[i];
                entries += wanted.has(plan.table.source(rows[i])) ? 1 : 0;
            }
            worth(plan, now, first);
            hash(first, entries);
        }
        if (merge != Merge.MAX || most > entries / FEW || !varied(most) || !foremost(most)) {
            group();
        }
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

    private void touch(FlowTable table, int begin, int end) {
        long touched = 0;
        for (int i = begin; i < end; i++) {
            touched ^= table.touchRow(rows[i]);
        }
        lastTouched = touched;
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
        FlowTable table = plan.table;
        double factor = plan.perSecond(now);
        for (int i = first; i < entries; i++) {
            int row = rows[i];
            worth(
                    i,
                    table.sum(row) * factor,
                    table.get(row + RowShape.SQUARES) * factor * factor,
                    table.get(row + RowShape.OVERCOUNT) * factor);
        }
    }

    private void hash(int first, int end) {
        for (int entry = first; entry < end && merge != Merge.RAW; entry++) {
            hashes[entry] = index.hash(rows[entry]);
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
            begin(entry);
        } else {
            add(entry, group);
        }
    }

    private void begin(int entry) {
        int group = groups++;
        groupOf[entry] = group;
        best[group] = entry;
        sizes[group] = 1;
        show(entry, group);
    }

    /** A group is ranked by one entry. */
    private void show(int entry, int group) {
        ranks[group] = values[entry];
        varianceSums[group] = variances[entry];
        overcountSums[group] = overcounts[entry];
    }

    private void add(int entry, int group) {
        groupOf[entry] = group;
        sizes[group]++;
        if (merge == Merge.MAX) {
            if (values[entry] > ranks[group]) {
                best[group] = entry;
                show(entry, group);
            }
            return;
        }
        best[group] = values[entry] > values[best[group]] ? entry : best[group];
        ranks[group] += values[entry];
        varianceSums[group] += variances[entry];
        overcountSums[group] += overcounts[entry];
    }

    /** Whether it is to be let go: it is large, or has not been used for long. Called at each tick. */
    boolean over() {
        return rows.length > 0 && (++idle == IDLE || rows.length > KEPT);
    }
}
