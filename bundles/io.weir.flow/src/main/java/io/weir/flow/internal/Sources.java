// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.shard.DataSource;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The numbers under which tables know data sources.
 *
 * <p>The ids of data sources are used again as soon as one is forgotten, when tables still hold its rows. So each gets a
 * number of its own, which is free again only after the tables have been swept. Thread: confined to the shard.
 */
final class Sources {
    /** Ticks within which every table is swept twice. */
    private static final int SETTLED = 25;

    /** Forgotten ones that tables may still hold rows of, at most: whoever makes up agents must not fill the memory. */
    private static final int MOST_RETIRED = 10_000;

    private record Retired(int number, long tick) {}

    private final int most;
    private int[] numbers = new int[64];
    private DataSource[] sources = new DataSource[64];
    private boolean[] forgotten = new boolean[64];
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final ArrayDeque<Retired> retired = new ArrayDeque<>();
    private int next = 1;
    private long tick;

    Sources() {
        this(Rows.MOST_SOURCES);
    }

    /** Gives numbers below {@code most}. */
    Sources(int most) {
        this.most = most;
    }

    /** The number of a data source, a new one if it has none; {@link IllegalStateException} when there is none left. */
    int number(DataSource source) {
        int id = source.id();
        return id < numbers.length && numbers[id] != 0 ? numbers[id] : begin(source);
    }

    private int begin(DataSource source) {
        if (free.isEmpty() && next == most) {
            throw new IllegalStateException("flows: more data sources than rows can name: limit=" + most);
        }
        if (source.id() >= numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, source.id() + 1));
        }
        int number = free.isEmpty() ? next++ : free.pop();
        if (number >= sources.length) {
            sources = Arrays.copyOf(sources, 2 * sources.length);
            forgotten = Arrays.copyOf(forgotten, sources.length);
        }
        numbers[source.id()] = number;
        sources[number] = source;
        forgotten[number] = false;
        return number;
    }

    /** The number of a data source, or 0 when no flow ever had it. */
    int find(DataSource source) {
        int id = source.id();
        return id < numbers.length ? numbers[id] : 0;
    }

    /** The data source of a number, also when it is forgotten. */
    DataSource source(int number) {
        return sources[number];
    }

    boolean forgotten(int number) {
        return forgotten[number];
    }

    /** One more than the greatest number. */
    int size() {
        return next;
    }

    void forget(DataSource source) {
        int number = find(source);
        if (number != 0) {
            numbers[source.id()] = 0;
            forgotten[number] = true;
            retired.add(new Retired(number, tick));
        }
    }

    /** Whether so many have been forgotten that all tables are to be swept now, and {@link #swept} to be told. */
    boolean crowded() {
        return retired.size() >= MOST_RETIRED;
    }

    /** Every table has been swept a bit further. */
    void tick() {
        tick++;
        while (!retired.isEmpty() && retired.peek().tick() + SETTLED < tick) {
            release(retired.poll());
        }
    }

    /** Every table has been swept from end to end: none has a row of a forgotten one. */
    void swept() {
        while (!retired.isEmpty()) {
            release(retired.poll());
        }
    }

    private void release(Retired gone) {
        sources[gone.number()] = null;
        free.push(gone.number());
    }
}
