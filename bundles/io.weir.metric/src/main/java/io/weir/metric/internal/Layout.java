// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.InvalidInput;
import io.weir.api.metric.CounterField;
import io.weir.api.metric.CounterStructure;
import io.weir.api.metric.DerivedMetric;
import io.weir.api.metric.MetricId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * A counter structure made ready for decoding: where each field's value goes.
 *
 * <p>Numbers (fields first, derived metrics behind them), texts and counters' last readings each have places from 0.
 * Thread: confined to the shard.
 */
final class Layout {
    /** A derived metric, its inputs as places of numbers. */
    static final class Derived {
        final int[] inputs;
        final double[] scratch;
        final DerivedMetric.Formula formula;

        Derived(int[] inputs, DerivedMetric.Formula formula) {
            this.inputs = inputs;
            this.scratch = new double[inputs.length];
            this.formula = formula;
        }
    }

    final int tag;
    final CounterField[] fields;
    final CounterField.Type[] types;
    /** Place of each field's value among the numbers or texts; -1 for fields passed over. */
    final int[] places;
    /** Place of each field's last reading; -1 for those that are no counters. */
    final int[] counters;

    final double[] divisors;
    final int[] items;
    /** Metric of each number; those not shown have a place too. */
    final MetricId[] numbers;

    final boolean[] shown;
    final MetricId[] texts;
    final Derived[] derived;
    final int derivedFrom;
    final int counterCount;
    /** Which numbers are of counters that went round: used within one record. */
    final boolean[] wrapped;

    private final Map<MetricId, Integer> index = new HashMap<>();
    private final long[] numberSeen;
    private final long[] textSeen;

    private final CounterStructure structure;
    private final List<DerivedMetric> rows;

    Layout(CounterStructure structure, boolean logical, List<DerivedMetric> rows) {
        this.structure = structure;
        this.rows = rows;
        String prefix = logical ? structure.logicalPrefix() : "";
        tag = structure.tag();
        fields = structure.fields().toArray(new CounterField[0]);
        types = new CounterField.Type[fields.length];
        places = new int[fields.length];
        counters = new int[fields.length];
        divisors = new double[fields.length];
        items = new int[fields.length];
        List<MetricId> numberIds = new ArrayList<>();
        List<Boolean> numberShown = new ArrayList<>();
        List<MetricId> textIds = new ArrayList<>();
        Map<String, Integer> inputs = new HashMap<>();
        int counting = 0;
        for (int i = 0; i < fields.length; i++) {
            CounterField field = fields[i];
            types[i] = field.type();
            divisors[i] = field.divisor();
            items[i] = field.item();
            counters[i] = field.isCounter() ? counting++ : -1;
            places[i] = -1;
            if (!field.name().isEmpty()) {
                MetricId id = new MetricId(prefix + field.name());
                places[i] = field.isText() ? textIds.size() : numberIds.size();
                if (field.isText()) {
                    textIds.add(id);
                } else {
                    inputs.put(field.name(), numberIds.size());
                    numberIds.add(id);
                    numberShown.add(field.shown());
                }
            }
        }
        derivedFrom = numberIds.size();
        List<Derived> computed = new ArrayList<>();
        for (DerivedMetric row : rows) {
            computed.add(derived(row, inputs));
            inputs.putIfAbsent(row.name(), numberIds.size());
            numberIds.add(new MetricId(prefix + row.name()));
            numberShown.add(true);
        }
        counterCount = counting;
        numbers = numberIds.toArray(new MetricId[0]);
        texts = textIds.toArray(new MetricId[0]);
        derived = computed.toArray(new Derived[0]);
        shown = new boolean[numbers.length];
        wrapped = new boolean[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            shown[i] = numberShown.get(i);
            if (shown[i]) {
                index.putIfAbsent(numbers[i], i);
            }
        }
        for (int i = 0; i < texts.length; i++) {
            index.putIfAbsent(texts[i], ~i);
        }
        numberSeen = new long[numbers.length];
        textSeen = new long[texts.length];
    }

    private static Derived derived(DerivedMetric row, Map<String, Integer> inputs) {
        int[] places = new int[row.inputs().size()];
        for (int i = 0; i < places.length; i++) {
            Integer place = inputs.get(row.inputs().get(i));
            if (place == null) {
                throw InvalidInput.of(
                        "derived metric",
                        row.name(),
                        "no such number in " + row.structure() + ": input="
                                + row.inputs().get(i));
            }
            places[i] = place;
        }
        return new Derived(places, row.formula());
    }

    /** Whether this is the layout of just these rows. */
    boolean isOf(CounterStructure structure, List<DerivedMetric> rows) {
        return this.structure.equals(structure) && this.rows.equals(rows);
    }

    /** The place of a metric among the numbers, or ~place among the texts, or {@link Integer#MIN_VALUE}. */
    int place(MetricId metric) {
        return index.getOrDefault(metric, Integer.MIN_VALUE);
    }

    void numberSeen(int place, long millis) {
        numberSeen[place] = millis;
    }

    void textSeen(int place, long millis) {
        textSeen[place] = millis;
    }

    /** Tells when each metric had a value last. */
    void seen(ObjLongConsumer<String> visitor) {
        for (int i = 0; i < numbers.length; i++) {
            if (numberSeen[i] != 0) {
                visitor.accept(numbers[i].name(), numberSeen[i]);
            }
        }
        for (int i = 0; i < texts.length; i++) {
            if (textSeen[i] != 0) {
                visitor.accept(texts[i].name(), textSeen[i]);
            }
        }
    }
}
