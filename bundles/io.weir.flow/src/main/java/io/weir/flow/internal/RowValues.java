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

    /** Adds the values of a sample of a batch to a row; it stands for so many packets, scaled as the sums are. */
    void add(int row, FlowBatch batch, int index, double packets, long millis) {
        for (int i = 0; i < measures.length; i++) {
            long number = batch.values[index * measures.length + i];
            if (number != Measure.MISSING) {
                int word = row + shape.values() + places[i];
                add(measures[i].statistic(), word, number, packets, millis);
            }
        }
    }

    private void add(Statistic statistic, int word, long number, double packets, long millis) {
        switch (statistic) {
            case RATE, SUM -> table.add(word, number * packets);
            case AVG -> {
                table.add(word, number * packets);
                table.add(word + 1, packets);
            }
            case MIN, MAX -> extreme(statistic, word, (double) number, millis / window);
            case LAST -> table.set(word, (double) number);
            case COUNT -> distinct(word, number, millis / window);
        }
    }

    /** Words: the number of the window, its extreme, that of the window before. */
    private void extreme(Statistic statistic, int word, double number, long current) {
        long kept = table.cells[word];
        double previous = kept == current ? table.get(word + 2) : kept == current - 1 ? table.get(word + 1) : number;
        double present = kept == current ? table.get(word + 1) : number;
        boolean least = statistic == Statistic.MIN;
        table.cells[word] = current;
        table.set(word + 1, least ? Math.min(present, number) : Math.max(present, number));
        table.set(word + 2, previous);
    }

    private void distinct(int word, long hash, long current) {
        if (table.cells[word] == 0) {
            if (spare.isEmpty() && !budget.grow(0, Distinct.BYTES)) {
                return;
            }
            table.cells[word] = 1L + (spare.isEmpty() ? begin() : spare.pop());
        }
        distincts.get((int) table.cells[word] - 1).add(hash, current);
    }

    private int begin() {
        distincts.add(new Distinct());
        return distincts.size() - 1;
    }

    /** A row ends: what it holds outside of the table is free again. */
    void release(int row) {
        for (int i = 0; i < measures.length; i++) {
            int word = row + shape.values() + places[i];
            if (measures[i].statistic() == Statistic.COUNT && table.cells[word] != 0) {
                int index = (int) table.cells[word] - 1;
                distincts.get(index).clear();
                spare.push(index);
                table.cells[word] = 0;
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
                int place = row + shape.values() + places[i] + word;
                table.set(place, table.get(place) * by);
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
        int word = row + shape.values() + places[index];
        return switch (measures[index].statistic()) {
            case RATE -> table.get(word) * decay * 1000 / smoothing;
            case SUM -> table.get(word) * decay;
            case AVG -> table.get(word + 1) > 0 ? table.get(word) / table.get(word + 1) : 0;
            case MIN -> Math.min(table.get(word + 1), table.get(word + 2));
            case MAX -> Math.max(table.get(word + 1), table.get(word + 2));
            case LAST -> table.get(word);
            case COUNT ->
                table.cells[word] == 0
                        ? 0
                        : distincts.get((int) table.cells[word] - 1).count(millis / window);
        };
    }
}
