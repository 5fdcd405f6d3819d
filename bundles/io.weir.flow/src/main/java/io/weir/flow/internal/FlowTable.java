// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.util.Arrays;

/**
 * The flows of one definition in one shard: a row for each data source and key.
 *
 * <p>Thread: confined to the shard.
 *
 * <p>A new key takes a free place of its two sets ({@link Places}), else that of a row that has expired or holds a negligible
 * rest; else the table grows, if the {@link ByteBudget} allows it; else it pushes out the row with the least sum in its two
 * sets (Space-Saving, Metwally et al. 2005). But a data source keeps as many rows as it is guaranteed: its rows are pushed
 * out only while it has more. When no row may go, the table grows beyond the budget for a source that has not got its rows
 * yet, as far as {@link ByteBudget#overdraw} allows; else the new key is turned away.
 *
 * <p>Each set remembers the greatest sum that was ever pushed out of it or turned away. A new key begins with the greater of
 * its two sets' as its sum and over-count: whatever it had before, it had no more than that.
 *
 * <p>Keys longer than a row has room for make all rows wider, up to {@value #LONGEST_KEY} words; what is longer still is
 * refused.
 */
final class FlowTable {
    static final int LONGEST_KEY = 128;

    /** What {@link #allot} answers when the key is too long. */
    static final int TOO_LONG = -1;

    /** What {@link #allot} answers when no row may make room. */
    static final int TURNED_AWAY = -2;

    private static final int FIRST_BITS = 3;
    private static final int MOST_BITS = 24;
    private static final int FIRST_KEY_WORDS = 3;
    private static final double NEGLIGIBLE = 1e-3;
    /** An over-count that is less than this share of a sample is none. */
    private static final double NOTHING = 1e-6;
    /** Growing does not pay while fewer than one row in so many is taken. */
    private static final int SPARSE = 4;

    /** Told of a row just before it is given up. */
    @FunctionalInterface
    interface Ending {
        void ended(int row);
    }

    /** Visits a row. */
    @FunctionalInterface
    interface Visitor {
        void row(int row);
    }

    /** Whether a row is over, so that its place may be taken. */
    @FunctionalInterface
    interface Expiry {
        boolean expired(int row);
    }

    private final RowShape shape;
    private final ByteBudget budget;
    private final KeyHash hashes;
    private final int guaranteed;
    private final Ending ending;
    private final Expiry expiry;
    /** What is kept, by place; others whenever {@link #moves} rises. */
    Rows rows;

    private Places places;
    private double[] floors;
    /** How many rows a data source has, by its number. */
    private int[] rowsOf = new int[64];

    private int bits;
    private int used;
    private long evictions;
    private long moves;

    /**
     * Makes an empty table.
     *
     * @param hashes makes the hashes of its keys
     * @param guaranteed how many rows a data source keeps, whatever others send
     */
    FlowTable(RowShape shape, ByteBudget budget, KeyHash hashes, int guaranteed, Expiry expiry, Ending ending) {
        this.shape = shape;
        this.budget = budget;
        this.hashes = hashes;
        this.guaranteed = guaranteed;
        this.expiry = expiry;
        this.ending = ending;
        begin(FIRST_BITS, FIRST_KEY_WORDS);
        budget.open(bytes());
    }

    private void begin(int newBits, int keyWords) {
        Places newPlaces = new Places(newBits);
        Rows newRows = new Rows(shape, newPlaces.count(), keyWords);
        floors = new double[newPlaces.sets()]; // the last that may want memory: a table without room is as it was
        bits = newBits;
        places = newPlaces;
        rows = newRows;
    }

    long bytes() {
        return bytes(bits, rows.keyWords);
    }

    private long bytes(int someBits, int keyWords) {
        return Rows.bytes(shape, Places.WAYS << someBits, keyWords) + (2L * Long.BYTES << someBits);
    }

    int used() {
        return used;
    }

    int places() {
        return places.count();
    }

    int sets() {
        return places.sets();
    }

    /** How many keys were pushed out or turned away. */
    long evictions() {
        return evictions;
    }

    /** Rises whenever rows may be elsewhere. */
    long moves() {
        return moves;
    }

    void close() {
        budget.close(bytes());
    }

    /** Where to look for a data source and key: what {@link #touch} and {@link #candidate} take. */
    long hash(long keyHash, int source) {
        return hashes.with(keyHash, source);
    }

    /** Reads what {@link #candidate} will: many of these in a row overlap their cache misses. */
    long touch(long hash) {
        return places.touch(hash);
    }

    /** The row that is most likely the hash's, or -1; {@link Rows#is} tells. */
    int candidate(long hash) {
        return places.candidate(hash);
    }

    /** The row of a data source and key, or -1. */
    int find(long keyHash, int source) {
        long hash = hash(keyHash, source);
        int row = find(places.first(hash), hash, keyHash, source);
        return row >= 0 ? row : find(places.second(hash), hash, keyHash, source);
    }

    private int find(int set, long hash, long keyHash, int source) {
        for (long match = places.matches(set, hash); match != 0; match &= match - 1) {
            int row = Places.place(set, match);
            if (rows.is(row, keyHash, source)) {
                return row;
            }
        }
        return -1;
    }

    /**
     * A row for a data source and key that have none, its sums 0 but for what it takes over; {@link #TOO_LONG} or
     * {@link #TURNED_AWAY} when it gets none.
     *
     * @param length of the key in words
     * @param weight scaled as the sums are: rows that are negligible against it may go
     */
    int allot(long keyHash, int source, long[] key, int offset, int length, double weight) {
        if (length > rows.keyWords && !widen(length)) {
            return TOO_LONG;
        }
        long hash = hash(keyHash, source);
        int row = free(hash, weight);
        while (row < 0 && mayGrow()) {
            row = free(hash, weight);
        }
        row = row < 0 ? pushOut(hash, rows(source) < guaranteed) : row;
        while (row < 0 && rows(source) < guaranteed && rebuild(bits + 1, rows.keyWords, true)) {
            row = free(hash, weight);
        }
        double floor = Math.max(floors[places.first(hash)], floors[places.second(hash)]);
        if (row < 0) {
            evictions++;
            floors[places.first(hash)] = floor + weight;
            return TURNED_AWAY;
        }
        places.take(row, hash);
        rows.begin(row, keyHash, source, key, offset, length, floor < NOTHING * weight ? 0 : floor);
        used++;
        if (source >= rowsOf.length) {
            rowsOf = Arrays.copyOf(rowsOf, Math.max(source + 1, 2 * rowsOf.length));
        }
        rowsOf[source]++;
        return row;
    }

    private int rows(int source) {
        return source < rowsOf.length ? rowsOf[source] : 0;
    }

    /** A place that may be taken in one of the two sets, or -1. */
    private int free(long hash, double weight) {
        int free = places.free(hash);
        if (free >= 0) {
            return free;
        }
        int one = places.first(hash);
        int over = expired(one);
        over = over >= 0 ? over : expired(places.second(hash));
        if (over < 0 && !shape.timed()) {
            int least = least(one, -1, 0);
            over = rows.sum(least) < NEGLIGIBLE * weight ? least : -1;
        }
        if (over >= 0) {
            end(over);
        }
        return over;
    }

    private int expired(int set) {
        for (int row = set * Places.WAYS; row < (set + 1) * Places.WAYS; row++) {
            if (expiry.expired(row)) {
                return row;
            }
        }
        return -1;
    }

    /**
     * Makes the least row of the two sets go that may go, and returns its place; -1 when none may. For a row that is to stay,
     * it is that of the set where fewer must stay: else some pairs of sets were full of these long before the table is.
     */
    private int pushOut(long hash, boolean toStay) {
        int one = places.first(hash);
        int other = places.second(hash);
        int mayGoOfOne = mayGo(one);
        int mayGoOfOther = mayGo(other);
        int victim = toStay && mayGoOfOne < mayGoOfOther ? -1 : least(one, -1, guaranteed);
        victim = toStay && mayGoOfOther < mayGoOfOne ? victim : least(other, victim, guaranteed);
        if (victim >= 0) {
            int set = victim / Places.WAYS;
            floors[set] = Math.max(floors[set], rows.sum(victim));
            end(victim);
            evictions++;
        }
        return victim;
    }

    /** How many rows of a full set are of sources that have more than they are guaranteed. */
    private int mayGo(int set) {
        int count = 0;
        for (int row = set * Places.WAYS; row < (set + 1) * Places.WAYS; row++) {
            count += rows(rows.source(row)) > guaranteed ? 1 : 0;
        }
        return count;
    }

    /** The least row of a full set, or {@code other} if that is less, among the sources with more rows than so many. */
    private int least(int set, int other, int spared) {
        int least = other;
        for (int row = set * Places.WAYS; row < (set + 1) * Places.WAYS; row++) {
            if (rows(rows.source(row)) > spared && (least < 0 || rows.sum(row) < rows.sum(least))) {
                least = row;
            }
        }
        return least;
    }

    private void end(int row) {
        ending.ended(row);
        rowsOf[rows.source(row)]--;
        rows.end(row);
        places.release(row);
        used--;
    }

    private boolean mayGrow() {
        return (used >= places() / SPARSE || bits == FIRST_BITS) && rebuild(bits + 1, rows.keyWords, false);
    }

    private boolean widen(int words) {
        int wide = Math.min(LONGEST_KEY, Math.max(words, 2 * rows.keyWords));
        return words <= LONGEST_KEY && rebuild(bits, wide, false);
    }

    /** Copies all rows into a table of other measures; false when the budget or the address space forbids it. */
    private boolean rebuild(int newBits, int keyWords, boolean beyond) {
        if (newBits > MOST_BITS || !Rows.fit(shape, Places.WAYS << newBits, keyWords)) {
            return false;
        }
        long bytes = bytes(newBits, keyWords);
        if (!(beyond ? budget.overdraw(bytes(), bytes) : budget.grow(bytes(), bytes))) {
            return false;
        }
        copy(newBits, keyWords);
        return true;
    }

    /** Moves all rows; false, and nothing has changed, when two sets of some row are full. */
    private boolean copy(int newBits, int keyWords) {
        Rows oldRows = rows;
        Places oldPlaces = places;
        double[] oldFloors = floors;
        int oldBits = bits;
        begin(newBits, keyWords);
        for (int set = 0; set < oldPlaces.sets(); set++) {
            for (long taken = oldPlaces.taken(set); taken != 0; taken &= taken - 1) {
                if (!move(oldPlaces, oldRows, Places.place(set, taken))) {
                    rows = oldRows;
                    places = oldPlaces;
                    floors = oldFloors;
                    bits = oldBits;
                    return false;
                }
            }
        }
        for (int set = 0; set < Math.max(floors.length, oldFloors.length); set++) {
            int to = floors.length < oldFloors.length ? set >> 1 : set;
            int from = floors.length > oldFloors.length ? set >> 1 : set;
            floors[to] = Math.max(floors[to], oldFloors[from]);
        }
        moves++;
        return true;
    }

    private boolean move(Places out, Rows from, int row) {
        long hash = hash(from.keyHash(row), from.source(row));
        boolean inFirst = out.first(hash) == row / Places.WAYS;
        int place = places.free(inFirst ? places.first(hash) : places.second(hash));
        if (place >= 0) {
            places.take(place, hash);
            rows.copy(place, from, row);
        }
        return place >= 0;
    }

    /** Halves the table when it is nearly empty. */
    void shrink() {
        long before = bytes();
        if (bits > FIRST_BITS && used <= places() / 16 && copy(bits - 1, rows.keyWords)) {
            budget.shrink(before - bytes());
        }
    }

    /** Visits every row. */
    void each(Visitor visitor) {
        each(0, sets(), visitor);
    }

    /** Visits the rows of some sets. */
    void each(int fromSet, int toSet, Visitor visitor) {
        for (int set = fromSet; set < toSet; set++) {
            for (long taken = places.taken(set); taken != 0; taken &= taken - 1) {
                visitor.row(Places.place(set, taken));
            }
        }
    }

    /** Lists all rows, as {@link #each} visits them, and returns how many there are. */
    int list(int[] list) {
        int count = 0;
        for (int set = 0; set < sets(); set++) {
            for (long taken = places.taken(set); taken != 0; taken &= taken - 1) {
                list[count++] = Places.place(set, taken);
            }
        }
        return count;
    }

    /** Ends the rows of some sets that have expired. */
    void sweep(int fromSet, int toSet) {
        for (int set = fromSet; set < toSet; set++) {
            for (long taken = places.taken(set); taken != 0; taken &= taken - 1) {
                int row = Places.place(set, taken);
                if (expiry.expired(row)) {
                    end(row);
                }
            }
        }
    }

    /** The landmark of all sums moves; further values are their user's. */
    void rescale(double by) {
        each(row -> rows.rescale(row, by));
        for (int set = 0; set < floors.length; set++) {
            floors[set] *= by;
        }
    }

    /** How much of a row's sum may be of flows that were pushed out. */
    double overcount(int row) {
        return evictions == 0 ? 0 : rows.overcount(row);
    }
}
