// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The rows of one flow definition in one shard: one for each data source and key.
 *
 * <p>Thread: confined to the shard.
 *
 * <p>One array of words holds aligned sets of {@value #WAYS} rows, each as {@link RowShape} says with its key's bytes at the
 * end. A second, so small that it stays in the caches, holds a word a set: of each row a byte with seven bits of its hash, 0
 * when it is free. So looking for a key reads a word of the small array, all rows of a set at once, and then most often the
 * one row that is it. A hash names two sets, by its upper and its lower half. A new key goes to the first until
 * {@value #FIRST_WAYS} of its rows are taken, then to the emptier: most keys are found in their first set, and yet far more
 * rows are taken before two sets are full than one set would allow. The upper bits of each half count, so that a table twice
 * as large takes the rows of a set into two: growing never pushes a row out.
 *
 * <p>A new key takes a free row, else one that has expired or holds a negligible rest; else the table grows, if the
 * {@link ByteBudget} allows it; else it pushes out the row with the least sum in its two sets (Space-Saving, Metwally et
 * al. 2005). But a data source keeps as many rows as it is guaranteed: its rows are pushed out only while it has more. When
 * no row may go, the table grows beyond the budget for a source that has not got its rows yet, as far as
 * {@link ByteBudget#overdraw} allows; else the new key is turned away.
 *
 * <p>Each set remembers the greatest sum that was ever pushed out of it or turned away. A new key begins with the greater of
 * its two sets' as its sum and over-count: whatever it had before, it had no more than that.
 *
 * <p>Keys longer than a row has room for make all rows wider, up to {@value #LONGEST_KEY} words; what is longer still is
 * refused.
 */
final class FlowTable {
    static final int WAYS = 8;
    static final int LONGEST_KEY = 128;

    /** So many rows of a set are taken before a key may go to its second. */
    private static final int FIRST_WAYS = 7;

    /** What {@link #allot} answers when the key is too long. */
    static final int TOO_LONG = -1;

    /** What {@link #allot} answers when no row may make room. */
    static final int TURNED_AWAY = -2;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIRST_BITS = 3;
    private static final int MOST_BITS = 24;
    private static final int FIRST_KEY_WORDS = 3;
    private static final double NEGLIGIBLE = 1e-3;
    /** An over-count that is less than this share of a sample is none. */
    private static final double NOTHING = 1e-6;
    /** Growing does not pay while fewer than one row in so many is taken. */
    private static final int SPARSE = 4;
    /** Words before the first row, so that rows of eight words begin where cache lines do when the array does. */
    private static final int LEAD = 6;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TAKEN = 0x8080_8080_8080_8080L;

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

    final RowShape shape;
    private final ByteBudget budget;
    private final KeyHash hashes;
    private final int guaranteed;
    private final Ending ending;
    private final Expiry expiry;
    long[] cells;
    private long[] tags;
    private double[] floors;
    /** Rows by the number of their data source. */
    private int[] rowsOf = new int[64];

    private int setBits = FIRST_BITS;
    private int keyWords = FIRST_KEY_WORDS;
    private int rowWords;
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
        rowWords = shape.key() + keyWords;
        begin(words(setBits, keyWords));
        budget.open(bytes());
    }

    private void begin(long words) {
        cells = new long[(int) words];
        tags = new long[1 << setBits];
        floors = new double[1 << setBits];
    }

    private long words(int bits, int words) {
        return LEAD + ((long) WAYS * (shape.key() + words) << bits);
    }

    long bytes() {
        return bytes(cells.length, setBits);
    }

    private static long bytes(long words, int bits) {
        return 8 * (words + (2L << bits));
    }

    int used() {
        return used;
    }

    int places() {
        return WAYS << setBits;
    }

    /** How many keys were pushed out or turned away. */
    long evictions() {
        return evictions;
    }

    /** Rises whenever rows may be elsewhere. */
    long moves() {
        return moves;
    }

    int sets() {
        return 1 << setBits;
    }

    void close() {
        budget.close(bytes());
    }

    /** The first of the two sets of a hash. */
    private int first(long hash) {
        return (int) (hash >>> 64 - setBits);
    }

    private int second(long hash) {
        return (int) (hash << 32 >>> 64 - setBits);
    }

    /** Where the row of a set begins. */
    private int row(int set, int way) {
        return LEAD + (set * WAYS + way) * rowWords;
    }

    /** A byte of a word for each row of a set that may be the hash's: 0x80, or 0; there may be one too many above the first. */
    private static long matches(long tags, long hash) {
        long differ = tags ^ (hash & 0x7f | 0x80) * ONES;
        return differ - ONES & ~differ & TAKEN;
    }

    private static int way(long match) {
        return Long.numberOfTrailingZeros(match) >>> 3;
    }

    /** Reads what {@link #candidate} will: many of these in a row overlap their cache misses. */
    long touch(long hash) {
        return tags[first(hash)];
    }

    /** The row that is most likely the hash's, or -1; {@link #is} tells. */
    int candidate(long hash) {
        int set = first(hash);
        long match = matches(tags[set], hash);
        if (match == 0) {
            set = second(hash);
            match = matches(tags[set], hash);
        }
        return match == 0 ? -1 : row(set, way(match));
    }

    /** Reads both ends of a row, for the reason {@link #touch} has. */
    long touchRow(int row) {
        return cells[row] ^ cells[row + rowWords - 1];
    }

    /** Whether a row is that of a data source and key. */
    boolean is(int row, int source, long[] key, int offset, int length) {
        return cells[row + RowShape.OWNER] == ((long) source << 32 | length) && same(row, key, offset, length);
    }

    private boolean same(int row, long[] key, int offset, int length) {
        int at = row + shape.key();
        for (int i = 0; i < length; i++) {
            if (cells[at + i] != key[offset + i]) {
                return false;
            }
        }
        return true;
    }

    /** The row of a data source and key, or -1. */
    int find(long hash, int source, long[] key, int offset, int length) {
        int row = find(first(hash), hash, source, key, offset, length);
        return row >= 0 ? row : find(second(hash), hash, source, key, offset, length);
    }

    private int find(int set, long hash, int source, long[] key, int offset, int length) {
        for (long match = matches(tags[set], hash); match != 0; match &= match - 1) {
            int row = row(set, way(match));
            if (is(row, source, key, offset, length)) {
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
    int allot(long hash, int source, long[] key, int offset, int length, double weight) {
        if (length > keyWords && !widen(length)) {
            return TOO_LONG;
        }
        int place = free(hash, weight);
        while (place < 0 && mayGrow()) {
            place = free(hash, weight);
        }
        place = place < 0 ? pushOut(hash, rows(source) < guaranteed) : place;
        while (place < 0 && rows(source) < guaranteed && rebuild(setBits + 1, keyWords, true)) {
            place = free(hash, weight);
        }
        if (place < 0) {
            evictions++;
            floors[first(hash)] = Math.max(floors[first(hash)], floor(hash) + weight);
            return TURNED_AWAY;
        }
        double floor = floor(hash);
        return begin(hash, place, source, key, offset, length, floor < NOTHING * weight ? 0 : floor);
    }

    /** The most that a key of this hash can have had when it lost its row. */
    private double floor(long hash) {
        return Math.max(floors[first(hash)], floors[second(hash)]);
    }

    private int rows(int source) {
        return source < rowsOf.length ? rowsOf[source] : 0;
    }

    /**
     * Makes the least row of the two sets go that may go, and returns its place; -1 when none may. For a row that is to stay,
     * it is that of the set where fewer must stay: else some pairs of sets were full of these long before the table is.
     */
    private int pushOut(long hash, boolean toStay) {
        int one = first(hash);
        int other = second(hash);
        int mayGoOfOne = mayGo(one);
        int mayGoOfOther = mayGo(other);
        int victim = toStay && mayGoOfOne < mayGoOfOther ? -1 : least(one, -1, guaranteed);
        victim = toStay && mayGoOfOther < mayGoOfOne ? victim : least(other, victim, guaranteed);
        if (victim >= 0) {
            int set = victim / WAYS;
            floors[set] = Math.max(floors[set], sum(rowAt(victim)));
            end(victim);
            evictions++;
        }
        return victim;
    }

    /** How many rows of a full set are of sources that have more than they are guaranteed. */
    private int mayGo(int set) {
        int count = 0;
        for (int way = 0; way < WAYS; way++) {
            count += rows(source(row(set, way))) > guaranteed ? 1 : 0;
        }
        return count;
    }

    private int rowAt(int place) {
        return LEAD + place * rowWords;
    }

    /** The place that may be taken in one of the two sets, or -1; the emptier set first. */
    private int free(long hash, double weight) {
        int one = first(hash);
        int other = second(hash);
        int emptier = taken(one) < FIRST_WAYS || taken(one) <= taken(other) ? one : other;
        long free = ~tags[emptier] & TAKEN;
        if (free != 0) {
            return emptier * WAYS + way(free);
        }
        int over = expired(one);
        over = over >= 0 ? over : expired(other);
        if (over < 0 && !shape.timed()) {
            int least = least(one, -1, 0);
            over = sum(rowAt(least)) < NEGLIGIBLE * weight ? least : -1;
        }
        if (over >= 0) {
            end(over);
        }
        return over;
    }

    private int taken(int set) {
        return Long.bitCount(tags[set] & TAKEN);
    }

    private int expired(int set) {
        for (int way = 0; way < WAYS; way++) {
            if (expiry.expired(row(set, way))) {
                return set * WAYS + way;
            }
        }
        return -1;
    }

    /** The place of the least row of a full set, or {@code other} if that is less, among the sources with more rows than so many. */
    private int least(int set, int other, int spared) {
        int least = other;
        for (int place = set * WAYS; place < (set + 1) * WAYS; place++) {
            int row = rowAt(place);
            if (rows(source(row)) > spared && (least < 0 || sum(row) < sum(rowAt(least)))) {
                least = place;
            }
        }
        return least;
    }

    private int begin(long hash, int place, int source, long[] key, int offset, int length, double overcount) {
        int row = rowAt(place);
        tag(place, hash);
        Arrays.fill(cells, row, row + shape.key(), 0);
        cells[row + RowShape.OWNER] = (long) source << 32 | length;
        set(row + RowShape.SUM, overcount);
        set(row + RowShape.OVERCOUNT, overcount);
        System.arraycopy(key, offset, cells, row + shape.key(), length);
        used++;
        if (source >= rowsOf.length) {
            rowsOf = Arrays.copyOf(rowsOf, Math.max(source + 1, 2 * rowsOf.length));
        }
        rowsOf[source]++;
        return row;
    }

    private void tag(int place, long hash) {
        int shift = place % WAYS * 8;
        tags[place / WAYS] |= (hash & 0x7f | 0x80) << shift;
    }

    private void end(int place) {
        int row = rowAt(place);
        ending.ended(row);
        rowsOf[source(row)]--;
        cells[row + RowShape.OWNER] = 0; // so that whoever found it before sees that it is another's
        tags[place / WAYS] &= ~(0xffL << place % WAYS * 8);
        used--;
    }

    private boolean mayGrow() {
        return (used >= places() / SPARSE || setBits == FIRST_BITS) && rebuild(setBits + 1, keyWords, false);
    }

    private boolean widen(int words) {
        int wide = Math.min(LONGEST_KEY, Math.max(words, 2 * keyWords));
        return words <= LONGEST_KEY && rebuild(setBits, wide, false);
    }

    /** Copies all rows into an array of other measures; false when the budget or the address space forbids it. */
    private boolean rebuild(int newBits, int newKeyWords, boolean beyond) {
        long words = words(newBits, newKeyWords);
        if (newBits > MOST_BITS || words > Integer.MAX_VALUE - 16) {
            return false;
        }
        long bytes = bytes(words, newBits);
        if (!(beyond ? budget.overdraw(bytes(), bytes) : budget.grow(bytes(), bytes))) {
            return false;
        }
        copy(words, newBits, newKeyWords);
        return true;
    }

    /** Moves all rows; false, and nothing has changed, when two sets of some row are full. */
    private boolean copy(long words, int newBits, int newKeyWords) {
        moves++;
        long[] oldCells = cells;
        long[] oldTags = tags;
        double[] oldFloors = floors;
        int oldBits = setBits;
        int oldKeyWords = keyWords;
        int oldRowWords = rowWords;
        setBits = newBits;
        keyWords = newKeyWords;
        rowWords = shape.key() + newKeyWords;
        begin(words);
        for (int set = 0; set < oldTags.length; set++) {
            for (int way = 0; way < WAYS; way++) {
                int old = LEAD + (set * WAYS + way) * oldRowWords;
                if ((oldTags[set] >>> way * 8 & 0x80) != 0 && !move(oldCells, old, oldRowWords, set, oldBits)) {
                    cells = oldCells;
                    tags = oldTags;
                    floors = oldFloors;
                    setBits = oldBits;
                    keyWords = oldKeyWords;
                    rowWords = oldRowWords;
                    return false;
                }
            }
        }
        for (int set = 0; set < Math.max(floors.length, oldFloors.length); set++) {
            int to = floors.length < oldFloors.length ? set >> 1 : set;
            int from = floors.length > oldFloors.length ? set >> 1 : set;
            floors[to] = Math.max(floors[to], oldFloors[from]);
        }
        return true;
    }

    private boolean move(long[] from, int at, int words, int oldSet, int oldBits) {
        long owner = from[at + RowShape.OWNER];
        long hash = hashes.with(hashes.of(from, at + shape.key(), (int) owner), owner >>> 32);
        boolean inFirst = (int) (hash >>> 64 - oldBits) == oldSet;
        int set = inFirst ? first(hash) : second(hash);
        long free = ~tags[set] & TAKEN;
        if (free == 0) {
            return false;
        }
        int place = set * WAYS + way(free);
        tag(place, hash);
        System.arraycopy(from, at, cells, rowAt(place), words);
        return true;
    }

    /** Halves the table when it is nearly empty. */
    void shrink() {
        long before = bytes();
        if (setBits > FIRST_BITS
                && used <= places() / 16
                && copy(words(setBits - 1, keyWords), setBits - 1, keyWords)) {
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
            for (long taken = tags[set] & TAKEN; taken != 0; taken &= taken - 1) {
                visitor.row(row(set, way(taken)));
            }
        }
    }

    /** Lists all rows, as {@link #each} visits them, and returns how many there are. */
    int list(int[] rows) {
        int count = 0;
        for (int set = 0; set < tags.length; set++) {
            for (long taken = tags[set] & TAKEN; taken != 0; taken &= taken - 1) {
                rows[count++] = row(set, way(taken));
            }
        }
        return count;
    }

    /** Ends the rows of some sets that have expired. */
    void sweep(int fromSet, int toSet) {
        for (int set = fromSet; set < toSet; set++) {
            for (long taken = tags[set] & TAKEN; taken != 0; taken &= taken - 1) {
                int way = way(taken);
                if (expiry.expired(row(set, way))) {
                    end(set * WAYS + way);
                }
            }
        }
    }

    /** The landmark of all sums moves. */
    void rescale(double by) {
        for (int set = 0; set < floors.length; set++) {
            floors[set] *= by;
        }
    }

    double get(int word) {
        return Double.longBitsToDouble(cells[word]);
    }

    void set(int word, double value) {
        cells[word] = Double.doubleToRawLongBits(value);
    }

    void add(int word, double value) {
        set(word, get(word) + value);
    }

    double sum(int row) {
        return get(row + RowShape.SUM);
    }

    int source(int row) {
        return (int) (cells[row + RowShape.OWNER] >>> 32);
    }

    /** Words of the key. */
    int keyLength(int row) {
        return (int) cells[row + RowShape.OWNER];
    }

    /** Copies the key's bytes and returns how many there are. */
    int key(int row, byte[] out) {
        int length = keyLength(row);
        for (int i = 0; i < length; i++) {
            LONG.set(out, 8 * i, cells[row + shape.key() + i]);
        }
        return 8 * length;
    }
}
