// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.shard.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The values that rows keep beside their sum: the first, unless it is a rate, and all further ones.
 *
 * <p>Thread: confined to the shard.
 */
final class RowValues {
    /** Distinct counts begun for rows at once are taken from and given back to here. */
    private final List<Distinct> distincts = new ArrayList<>();

    private final ArrayDeque<Integer> spare = new ArrayDeque<>();
    private final Measure[] measures;
    private final int[] places;
    private final boolean firstKept;
    private final RowShape shape;
    private final double smoothing;
    private final long window;
    private final ByteBudget budget;
    private FlowTable table;

    RowValues(CompiledFlow compiled, boolean timed, double smoothing, ByteBudget budget) {
        this.smoothing = smoothing;
        this.budget = budget;
        window = Math.max(1, (long) smoothing);
        firstKept = compiled.value().statistic() != Statistic.RATE;
        List<Measure> kept = new ArrayList<>(firstKept ? List.of(compiled.value()) : List.of());
        kept.addAll(compiled.values());
        measures = kept.toArray(Measure[]::new);
        places = new int[measures.length];
        int words = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = words;
            words += measures[i].statistic().words;
        }
        shape = new RowShape(timed, words);
    }

    void of(FlowTable table) {
        this.table = table;
    }

    RowShape shape() {
        return shape;
    }

    /** How many there are. */
    int count() {
        return measures.length;
    }

    /** Reads the values of a sample into a batch; the first has been read. */
    void read(Observation sample, long first, FlowBatch batch, int index) {
        for (int i = 0; i < measures.length; i++) {
            batch.values[index * measures.length + i] = i == 0 && firstKept ? first : measures[i].read(sample);
        }
    }

    /** Where the words of a row's value begin. */
    private int word(int row, int index) {
        return table.rows.details(row) + shape.values() + places[index];
    }

    /** Adds the values of a sample of a batch to a row; it stands for so many packets, scaled as the sums are. */
    void add(int row, FlowBatch batch, int index, double packets, long millis) {
        for (int i = 0; i < measures.length; i++) {
            long number = batch.values[index * measures.length + i];
            if (number != Measure.MISSING) {
                int word = word(row, i);
                add(measures[i].statistic(), word, number, packets, millis);
            }
        }
    }

    private void add(Statistic statistic, int word, long number, double packets, long millis) {
        switch (statistic) {
            case RATE, SUM -> table.rows.add(word, number * packets);
            case AVG -> {
                table.rows.add(word, number * packets);
                table.rows.add(word + 1, packets);
            }
            case MIN, MAX -> extreme(statistic, word, (double) number, millis / window);
            case LAST -> table.rows.set(word, (double) number);
            case COUNT -> distinct(word, number, millis / window);
        }
    }

    /** Words: the number of the window, its extreme, that of the window before. */
    private void extreme(Statistic statistic, int word, double number, long current) {
        long kept = table.rows.details[word];
        double previous =
                kept == current ? table.rows.get(word + 2) : kept == current - 1 ? table.rows.get(word + 1) : number;
        double present = kept == current ? table.rows.get(word + 1) : number;
        boolean least = statistic == Statistic.MIN;
        table.rows.details[word] = current;
        table.rows.set(word + 1, least ? Math.min(present, number) : Math.max(present, number));
        table.rows.set(word + 2, previous);
    }

    private void distinct(int word, long hash, long current) {
        if (table.rows.details[word] == 0) {
            if (spare.isEmpty() && !budget.grow(0, Distinct.BYTES)) {
                return;
            }
            table.rows.details[word] = 1L + (spare.isEmpty() ? begin() : spare.pop());
        }
        distincts.get((int) table.rows.details[word] - 1).add(hash, current);
    }

    private int begin() {
        distincts.add(new Distinct());
        return distincts.size() - 1;
    }

    /** A row ends: what it holds outside of the table is free again. */
    void release(int row) {
        for (int i = 0; i < measures.length; i++) {
            int word = word(row, i);
            if (measures[i].statistic() == Statistic.COUNT && table.rows.details[word] != 0) {
                int index = (int) table.rows.details[word] - 1;
                distincts.get(index).clear();
                spare.push(index);
                table.rows.details[word] = 0;
            }
        }
    }

    /** The definition ends: the counts' bytes are given back. */
    void close() {
        budget.shrink((long) distincts.size() * Distinct.BYTES);
        distincts.clear();
        spare.clear();
    }

    void rescale(int row, double by) {
        for (int i = 0; i < measures.length; i++) {
            Statistic statistic = measures[i].statistic();
            for (int word = 0; word < statistic.words && statistic.decays; word++) {
                int place = word(row, i) + word;
                table.rows.set(place, table.rows.get(place) * by);
            }
        }
    }

    /** The first value, when it is kept here. */
    double first(int row, long millis, double decay) {
        return value(row, 0, millis, decay);
    }

    double further(int row, int index, long millis, double decay) {
        return value(row, firstKept ? index + 1 : index, millis, decay);
    }

    private double value(int row, int index, long millis, double decay) {
        int word = word(row, index);
        return switch (measures[index].statistic()) {
            case RATE -> table.rows.get(word) * decay * 1000 / smoothing;
            case SUM -> table.rows.get(word) * decay;
            case AVG -> table.rows.get(word + 1) > 0 ? table.rows.get(word) / table.rows.get(word + 1) : 0;
            case MIN -> Math.min(table.rows.get(word + 1), table.rows.get(word + 2));
            case MAX -> Math.max(table.rows.get(word + 1), table.rows.get(word + 2));
            case LAST -> table.rows.get(word);
            case COUNT ->
                table.rows.details[word] == 0
                        ? 0
                        : distincts.get((int) table.rows.details[word] - 1).count(millis / window);
        };
    }
}
