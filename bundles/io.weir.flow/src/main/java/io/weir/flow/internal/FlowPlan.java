// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowTables;
import io.weir.api.shard.Observation;
import java.util.stream.IntStream;

/**
 * A definition in force in one shard, with its flows.
 *
 * <p>Thread: confined to the shard.
 *
 * <p>Forward decay (Cormode et al. 2009): with smoothing time T a row keeps {@code S = Σ wᵢ·e^((tᵢ−L)/T)} for a landmark L;
 * its rate now is {@code S/T·e^(−(now−L)/T)}. So adding is a multiplication and an addition, rows are not touched to decay,
 * and their order does not change by waiting. {@code Q = Σ (wᵢ·e^((tᵢ−L)/T))²} gives the 95 % band: ±196·√Q/S percent.
 * When the exponent nears the end of a double's range the landmark moves and all rows are rescaled.
 *
 * <p>{@link #offer} reads what a sample has, {@link #flush} adds a batch of that. A row is over {@value #FORGOTTEN} smoothing
 * times after its last sample, when less than a millionth of it is left, and not before its record was written.
 */
final class FlowPlan {
    private static final double LARGEST_EXPONENT = 200;
    private static final int FORGOTTEN = 14;
    private static final long LEAST_KEPT = 1000;
    private static final int SWEEPS = 10;

    final FlowDefinition definition;
    final CompiledFlow compiled;

    /** Whether it is about flows that programs report, rather than packets. */
    final boolean custom;

    final FlowTable table;
    final RowValues values;
    private final long generation;
    private final KeyList keys;
    private final Condition filter;
    private final Measure value;
    private final boolean rate;
    private final SampleBatch samples;
    private final FlowBatch batch;
    private final FlowRecords records;
    private final Sources sources;
    private final KeyText text = new KeyText();
    private final double smoothing;
    private final long kept;
    private long now;
    private long landmark;
    private boolean started;
    private long factorMillis;
    private double factor;
    private double largest;
    private long decayMillis;
    private long decayLandmark = -1;
    private double decay;
    private Ranking ranking;
    private long rankedState;
    private long rankedMillis;
    private long refused;
    private long changes;
    private int swept;
    /** How many sets there were then. */
    private int sweptSets = 1;
    /** Keeps the early look at each row from being optimised away. */
    long lastTouched;

    FlowPlan(
            Installed.Active active,
            CompiledFlow compiled,
            SampleBatch samples,
            KeyHash hash,
            Sources sources,
            ByteBudget budget,
            FlowRecords records,
            long now) {
        definition = active.definition();
        generation = active.generation();
        custom = active.custom();
        this.compiled = compiled;
        this.sources = sources;
        this.records = records;
        this.now = now;
        this.samples = samples;
        keys = compiled.keys();
        filter = compiled.filter().orElse(null);
        value = compiled.value();
        rate = value.statistic() == Statistic.RATE || value.statistic() == Statistic.SUM;
        smoothing = definition.t() * 1000;
        values = new RowValues(compiled, definition.log(), smoothing, budget);
        batch = new FlowBatch(values.count());
        long idle = definition.log() ? definition.activeTimeout() * 1000L + LEAST_KEPT : 0;
        kept = Math.max(Math.max(LEAST_KEPT, idle), (long) (FORGOTTEN * smoothing));
        table = new FlowTable(values.shape(), budget, hash, definition.n(), this::expired, this::ended);
        values.of(table);
    }

    long generation() {
        return generation;
    }

    /** Samples whose keys were too long. */
    long refused() {
        return refused;
    }

    /** Rises whenever rows change. */
    long changes() {
        return changes;
    }

    private boolean expired(int row) {
        return table.rows.last(row) + kept < now || sources.forgotten(table.rows.source(row));
    }

    private void ended(int row) {
        if (definition.log() && table.rows.details[table.rows.details(row) + RowShape.FIRST] != 0) {
            records.ended(this, row);
        }
        values.release(row);
    }

    /** Reads off a sample, at a place of the shard's batch, what the definition is about, if it counts. */
    void offer(Observation sample, int place) {
        if (filter != null && !filter.test(sample)) {
            return;
        }
        long number = value.read(sample);
        if (number == Measure.MISSING || !keys.read(sample, place)) {
            return;
        }
        int index = batch.count++;
        batch.samples[index] = place;
        long packets = samples.rates[place];
        batch.weights[index] = rate ? (double) number * packets : packets;
        values.read(sample, number, batch, index);
    }

    /**
     * Adds what was offered since the last time: a first look at all rows' tags, then at all rows, then the sums, so that the
     * cache misses of many samples overlap.
     */
    void flush() {
        int count = batch.count;
        if (count == 0) {
            return;
        }
        long touched = 0;
        for (int i = 0; i < count; i++) {
            int sample = batch.samples[i];
            long hash = table.hash(keys.hashes[sample], samples.sources[sample]);
            batch.hashes[i] = hash;
            touched ^= table.touch(hash);
        }
        for (int i = 0; i < count; i++) {
            batch.rows[i] = table.candidate(batch.hashes[i]);
        }
        touched ^= table.rows.touch(batch.rows, count);
        batch.count = 0;
        lastTouched = touched;
        changes++;
        long moves = table.moves();
        for (int i = 0; i < count; i++) {
            add(i, table.moves() == moves ? batch.rows[i] : -1);
        }
    }

    /** Adds a sample to its row, most likely the one that is named. */
    private void add(int index, int candidate) {
        int sample = batch.samples[index];
        long millis = samples.millis[sample];
        double scale = scale(millis);
        double weight = batch.weights[index] * scale;
        int row = row(sample, candidate, weight);
        if (row < 0) {
            refused += row == FlowTable.TOO_LONG ? 1 : 0;
            return;
        }
        double sum = table.rows.add(row, weight, millis);
        if (sum > largest) {
            largest = sum;
        }
        if (definition.log()) {
            count(row, batch.weights[index], millis);
        }
        values.add(row, batch, index, samples.rates[sample] * scale, millis);
    }

    private int row(int sample, int candidate, double weight) {
        int source = samples.sources[sample];
        long hash = keys.hashes[sample];
        if (candidate >= 0 && table.rows.is(candidate, hash, source)) {
            return candidate;
        }
        int row = table.find(hash, source);
        if (row >= 0) {
            return row;
        }
        int length = keys.key(sample);
        return table.allot(hash, source, keys.words.words, keys.offset(sample), length, weight);
    }

    /** Opens, or goes on with, the record of a flow. */
    private void count(int row, double weight, long millis) {
        Rows rows = table.rows;
        int detail = rows.details(row);
        rows.add(detail + RowShape.TOTAL, weight);
        if (rows.details[detail + RowShape.FIRST] == 0) {
            rows.details[detail + RowShape.FIRST] = Math.max(1, millis);
            if (definition.flowStart()) {
                records.began(this, row);
            }
        }
    }

    /** e^((t−L)/T), computed once for each moment; moves the landmark when it grows too large. */
    private double scale(long millis) {
        if (millis == factorMillis && started) {
            return factor;
        }
        if (!started) {
            landmark = millis;
            started = true;
        }
        now = Math.max(now, millis);
        if ((millis - landmark) / smoothing > LARGEST_EXPONENT) {
            rescale(millis);
        }
        factorMillis = millis;
        factor = Math.exp((millis - landmark) / smoothing);
        return factor;
    }

    private void rescale(long to) {
        double by = Math.exp((landmark - to) / smoothing);
        table.rescale(by);
        table.each(row -> values.rescale(row, by));
        largest *= by;
        landmark = to;
    }

    /** What sums are to be multiplied with to be as of a moment. */
    private double decay(long millis) {
        if (millis != decayMillis || landmark != decayLandmark) {
            decayMillis = millis;
            decayLandmark = landmark;
            decay = Math.exp(Math.min(LARGEST_EXPONENT, (landmark - millis) / smoothing));
        }
        return decay;
    }

    /** Whether values are sums times {@link #perSecond}. */
    boolean rates() {
        return value.statistic() == Statistic.RATE;
    }

    /** What sums are to be multiplied with to be rates as of a moment. */
    double perSecond(long millis) {
        return decay(millis) * 1000 / smoothing;
    }

    /** A row's value as of a moment: a rate, or the statistic asked for. */
    double value(int row, long millis) {
        return rates() ? table.rows.sum(row) * perSecond(millis) : values.first(row, millis, decay(millis));
    }

    /** The variance of {@link #value}, as far as sampling makes it. */
    double variance(int row, long millis) {
        double sum = table.rows.sum(row);
        if (sum <= 0) {
            return 0;
        }
        double relative = value(row, millis) / sum;
        return table.rows.squares(row) * relative * relative;
    }

    /** How much of {@link #value} may be of flows that were pushed out. */
    double overcount(int row, long millis) {
        double over = table.overcount(row);
        return over == 0 ? 0 : value(row, millis) * over / table.rows.sum(row);
    }

    /** The further values of a row. */
    double further(int row, int index, long millis) {
        return values.further(row, index, millis, decay(millis));
    }

    /** The flows by data source, where they are now; sums over an agent's data sources are as of a moment. */
    Ranking ranking(long millis) {
        long state = changes + table.moves();
        boolean stale = compiled.ports() == CompiledFlow.Ports.AGENT && rankedMillis != millis;
        if (ranking == null || rankedState != state || stale) {
            ranking = new Ranking(this, sources, millis);
            rankedState = state;
            rankedMillis = millis;
        }
        return ranking;
    }

    /** Visits the flows above a value. */
    void above(double limit, long millis, FlowTables.Above visitor) {
        if (compiled.ports() == CompiledFlow.Ports.AGENT) {
            Entries entries = Entries.of(this, sources, millis, source -> true);
            for (int i = 0; i < entries.count(); i++) {
                double value = entries.value(i, millis);
                if (value > limit) {
                    show(entries.row(i), value, entries.variance(i, millis), millis, visitor);
                }
            }
        } else if (!allBelow(limit, millis)) {
            table.each(row -> {
                double value = value(row, millis);
                if (value > limit && !sources.forgotten(table.rows.source(row))) {
                    show(row, value, variance(row, millis), millis, visitor);
                }
            });
        }
    }

    private void show(int row, double value, double variance, long millis, FlowTables.Above visitor) {
        visitor.flow(
                sources.source(table.rows.source(row)),
                value,
                () -> text.of(table.rows, row, definition.fs()),
                () -> IntStream.range(0, compiled.values().size())
                        .mapToObj(index -> further(row, index, millis))
                        .toList(),
                Entries.error95(value, variance));
    }

    /** Whether no row's value can be above this; a quick look, which may say false in vain. */
    boolean allBelow(double limit, long millis) {
        return value.statistic() == Statistic.RATE && largest * decay(millis) * 1000 / smoothing <= limit;
    }

    /** Ends flows that are over: a tenth of a large table each time, all of a small one. */
    void tick(long millis) {
        now = Math.max(now, millis);
        int sets = table.sets();
        int step = Math.max(sets / SWEEPS + 1, 128);
        int done = (int) ((long) swept * sets / sweptSets); // a table that grows takes the rows of a set into two
        int from = done >= sets ? 0 : done;
        int to = Math.min(sets, from + step);
        int before = table.used();
        if (definition.log()) {
            table.each(from, to, this::timeOut);
        }
        table.sweep(from, to);
        changes += before == table.used() ? 0 : 1;
        swept = to;
        sweptSets = sets;
        if (to == sets) {
            table.shrink();
        }
    }

    /** Ends all flows that are over. */
    void sweep() {
        table.sweep(0, table.sets());
        changes++;
    }

    private void timeOut(int row) {
        Rows rows = table.rows;
        int detail = rows.details(row);
        long first = rows.details[detail + RowShape.FIRST];
        if (first == 0) {
            return;
        }
        long timeout = definition.activeTimeout() * 1000L;
        if (now - rows.last(row) >= timeout || now - first >= timeout) {
            records.ended(this, row);
            rows.details[detail + RowShape.FIRST] = 0;
            rows.set(detail + RowShape.TOTAL, 0);
        }
    }

    void close() {
        ranking = null;
        values.close();
        table.close();
    }
}
