// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private static final long PLENTY = 1L << 30;

    private final KeyHash hash = new KeyHash();
    private final KeyWords words = new KeyWords();
    private final KeyValue value = new KeyValue();
    private final KeyText text = new KeyText();
    private int ended;

    private FlowTable table(long bytes) {
        return new FlowTable(new RowShape(false, 0), new ByteBudget(bytes), hash, 0, row -> false, row -> ended++);
    }

    private int add(FlowTable table, long key, double weight) {
        value.set(KeyType.INTEGER, key);
        return add(table, weight, value);
    }

    private int add(FlowTable table, double weight, KeyValue... key) {
        words.begin(0);
        long code = 0;
        for (int i = 0; i < key.length; i++) {
            words.add(key[i]);
            code += hash.part(i, key[i]);
        }
        words.close();
        int row = table.find(code, 1);
        row = row < 0 ? table.allot(code, 1, words.words, 0, words.at, weight) : row;
        if (row >= 0) {
            table.rows.add(row, weight, 1);
        }
        return row;
    }

    private Map<String, double[]> rows(FlowTable table) {
        Map<String, double[]> rows = new HashMap<>();
        table.each(row ->
                rows.put(text.of(table.rows, row, ","), new double[] {table.rows.sum(row), table.overcount(row)}));
        return rows;
    }

    @Test
    void sumsAreExactWhileTheBudgetLasts() {
        FlowTable table = table(PLENTY);
        for (int i = 0; i < 50_000; i++) {
            add(table, i % 20_000, 1);
        }
        assertThat(table.used()).isEqualTo(20_000);
        assertThat(table.evictions()).isZero();
        assertThat(rows(table).get("7")[0]).isEqualTo(3);
        assertThat(rows(table).get("19999")[0]).isEqualTo(2);
    }

    @Test
    void boundOfTheOverCountHoldsInEveryRowWhenTheTableIsTooSmall() {
        FlowTable table = table(64_000);
        Random random = new Random(7);
        double[] truth = new double[20_000];
        double total = 0;
        for (int i = 0; i < 400_000; i++) {
            int key = (int) (truth.length * Math.pow(random.nextDouble(), 6));
            double weight = 1 + random.nextInt(1500);
            truth[key] += weight;
            total += weight;
            add(table, key, weight);
        }
        assertThat(table.evictions()).isPositive();
        assertThat(table.bytes()).isLessThanOrEqualTo(64_000);
        Map<String, double[]> rows = rows(table);
        rows.forEach((key, row) ->
                assertThat(truth[Integer.parseInt(key)]).isBetween(row[0] - row[1] - 1e-3, row[0] + 1e-3));
        for (int key = 0; key < truth.length; key++) {
            if (truth[key] >= total / 100) {
                assertThat(rows).containsKey(Integer.toString(key));
            }
        }
    }

    @Test
    void rowsGrowToHoldLongKeysAndRefuseTheLongest() {
        FlowTable table = table(PLENTY);
        add(table, 5, 1);
        value.set("x".repeat(200).getBytes(StandardCharsets.UTF_8), 0, 200);
        assertThat(add(table, 1, value, value, value, value)).isNotNegative();
        assertThat(rows(table)).hasSize(2).containsKeys("5");
        assertThat(add(table, 1, value, value, value, value, value, value)).isEqualTo(FlowTable.TOO_LONG);
    }

    @Test
    void emptyTableShrinksAndGivesItsBytesBack() {
        ByteBudget budget = new ByteBudget(PLENTY);
        boolean[] over = {false};
        FlowTable table = new FlowTable(new RowShape(false, 0), budget, hash, 0, row -> over[0], row -> ended++);
        long first = budget.used();
        for (int i = 0; i < 10_000; i++) {
            add(table, i, 1);
        }
        assertThat(budget.used()).isGreaterThan(10 * first);
        over[0] = true;
        for (int i = 0; i < 20; i++) {
            table.sweep(0, table.sets());
            table.shrink();
        }
        assertThat(ended).isEqualTo(10_000);
        assertThat(table.used()).isZero();
        assertThat(budget.used()).isEqualTo(first);
        table.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void zerosAtTheEndOfAKeyAreItsOwn() {
        FlowTable table = table(PLENTY);
        value.set(KeyType.IPV6, -1, -1);
        int other = add(table, 1, value);
        value.set(KeyType.IPV6, 1L << 32, 0);
        int row = add(table, 1, value);

        assertThat(text.of(table.rows, other, ",")).isEqualTo("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        assertThat(text.of(table.rows, row, ",")).isEqualTo("0:1::");
    }

    @Test
    void keysOfEveryTypeReadBackAsTheyWere() {
        KeyValue[] values = new KeyValue[10];
        for (int i = 0; i < values.length; i++) {
            values[i] = new KeyValue();
        }
        values[0].set(KeyType.MAC, 0x00163eab0102L);
        values[1].set(KeyType.IPV4, 0);
        values[2].set(KeyType.IPV6, -1, 0);
        values[3].set(KeyType.INTEGER, 0);
        values[4].set(KeyType.INTEGER, -5);
        values[5].set(KeyType.BITS, 9, 2);
        values[6].set(KeyType.BOOLEAN, 1);
        values[7].set(KeyType.INTERFACE, 2, 3);
        values[8].set(new byte[0], 0, 0);
        values[9].set(KeyType.MAC, 0);
        FlowTable table = table(PLENTY);
        int row = add(table, 1, values);

        assertThat(text.of(table.rows, row, "|"))
                .isEqualTo("00163EAB0102|0.0.0.0|ffff:ffff:ffff:ffff::|0|-5|000000010|true|multiple||000000000000");
        for (KeyValue each : values) {
            byte[] printed = new byte[Printing.LONGEST];
            assertThat(new String(printed, 0, Printing.print(each, printed, 0), StandardCharsets.UTF_8))
                    .isEqualTo(each.print());
        }
    }

    @Test
    void distinctCountIsExactForFewAndWithinItsErrorForMany() {
        Distinct distinct = new Distinct();
        for (int i = 0; i < 30; i++) {
            distinct.add(hash.of(0, i % 20), 5);
        }
        assertThat(distinct.count(5)).isEqualTo(20);
        assertThat(distinct.count(6)).isEqualTo(20);
        assertThat(distinct.count(7)).isZero();
        for (int i = 0; i < 100_000; i++) {
            distinct.add(hash.of(1, i), 8);
        }
        assertThat(distinct.count(8)).isBetween(86_000.0, 114_000.0);
    }
}
