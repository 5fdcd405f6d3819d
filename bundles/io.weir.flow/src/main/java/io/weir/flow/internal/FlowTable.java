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
 * <p>One array of words holds aligned sets of {@value #WAYS} rows. A set is the {@value #WAYS} hashes of its rows (a cache
 * line; 0 is a free row), then the rows themselves, each as {@link RowShape} says with its key's bytes at the end. A hash
 * names two sets, by its upper and its lower half, and a new key goes to the emptier: so four rows in five are taken before
 * two sets are full, where one set would allow one in five. The upper bits of each half count, so that a table twice as
 * large takes the rows of a set into two: growing never pushes a row out.
 *
 * <p>A new key takes a free row, else one that has expired or holds a negligible rest; else the table grows, if the
 * {@link ByteBudget} allows it; else it pushes out the row with the least sum in its two sets (Space-Saving, Metwally et
 * al. 2005). Its over-count is the greater of the two sets' least sums: whichever set the key was pushed out of before, it
 * had no more than that. Keys longer than a row has room for make all rows wider, up to {@value #LONGEST_KEY} words; what
 * is longer still is refused.
 */
final class FlowTable {
    static final int WAYS = 8;
    static final int LONGEST_KEY = 128;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int FIRST_BITS = 3;
    private static final int MOST_BITS = 24;
    private static final int FIRST_KEY_WORDS = 3;
    private static final double NEGLIGIBLE = 1e-3;
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

    final RowShape shape;
    private final ByteBudget budget;
    private final Ending ending;
    private final Expiry expiry;
    long[] cells;
    private int setBits = FIRST_BITS;
    private int keyWords = FIRST_KEY_WORDS;
    private int rowWords;
    private int setWords;
    private int used;
    private long evictions;
    private long moves;

    FlowTable(RowShape shape, ByteBudget budget, Expiry expiry, Ending ending) {
        this.shape = shape;
        this.budget = budget;
        this.expiry = expiry;
        this.ending = ending;
        measure();
        cells = new long[setWords << setBits];
        budget.open(bytes());
    }

    private void measure() {
        rowWords = shape.key() + keyWords;
        setWords = WAYS * (1 + rowWords);
    }

    long bytes() {
        return 8L * cells.length;
    }

    int used() {
        return used;
    }

    int places() {
        return WAYS << setBits;
    }

    long evictions() {
        return evictions;
    }

    /** Rises whenever a row that was found may be another's, or elsewhere. */
    long moves() {
        return moves;
    }

    int sets() {
        return 1 << setBits;
    }

    void close() {
        budget.close(bytes());
    }

    /** Where the first of the two sets of a hash begins. */
    private int base(long hash) {
        return (int) (hash >>> 64 - setBits) * setWords;
    }

    private int second(long hash) {
        return base(hash << 32 | hash >>> 32);
    }

    /** Reads the lines of hashes that an add of this hash will read: many of these in a row overlap their cache misses. */
    long touch(long hash) {
        return cells[base(hash)] ^ cells[second(hash)];
    }

    /** The row of a data source and key, or -1. */
    int find(long hash, int source, byte[] key, int offset, int length) {
        int row = find(base(hash), hash, source, key, offset, length);
        return row >= 0 ? row : find(second(hash), hash, source, key, offset, length);
    }

    private int find(int base, long hash, int source, byte[] key, int offset, int length) {
        for (int way = 0; way < WAYS; way++) {
            if (cells[base + way] == hash) {
                int row = row(base, way);
                if (cells[row + RowShape.OWNER] == ((long) source << 32 | length) && same(row, key, offset, length)) {
                    return row;
                }
            }
        }
        return -1;
    }

    private boolean same(int row, byte[] key, int offset, int length) {
        int at = row + shape.key();
        for (int i = 0; i < length; i += 8) {
            if (cells[at++] != (long) LONG.get(key, offset + i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A row for a data source and key that have none, its sums 0 but for what it takes over; -1 when the key is too long.
     *
     * @param length of the key in bytes, a multiple of eight
     * @param weight scaled as the sums are: rows that are negligible against it may go
     */
    int allot(long hash, int source, byte[] key, int offset, int length, double weight) {
        if (length > 8 * keyWords && !widen(length / 8)) {
            return -1;
        }
        while (true) {
            int hashAt = free(hash, weight);
            if (hashAt >= 0) {
                return begin(hash, hashAt, source, key, offset, length, 0);
            }
            if (!mayGrow()) {
                int first = least(base(hash));
                int other = least(second(hash));
                double overcount = Math.max(sum(rowOf(first)), sum(rowOf(other)));
                int victim = sum(rowOf(first)) <= sum(rowOf(other)) ? first : other;
                end(victim);
                evictions++;
                return begin(hash, victim, source, key, offset, length, overcount);
            }
        }
    }

    private int row(int base, int way) {
        return base + WAYS + way * rowWords;
    }

    /** The row whose hash is at a place. */
    private int rowOf(int hashAt) {
        int base = hashAt / setWords * setWords;
        return row(base, hashAt - base);
    }

    /** The place of a hash that may be taken in one of the two sets, or -1; the emptier set first. */
    private int free(long hash, double weight) {
        int one = base(hash);
        int other = second(hash);
        int emptier = taken(one) <= taken(other) ? one : other;
        for (int way = 0; way < WAYS; way++) {
            if (cells[emptier + way] == 0) {
                return emptier + way;
            }
        }
        int over = expired(one);
        over = over >= 0 ? over : expired(other);
        if (over < 0 && !shape.timed()) {
            int least = least(one);
            over = sum(rowOf(least)) < NEGLIGIBLE * weight ? least : -1;
        }
        if (over >= 0) {
            end(over);
        }
        return over;
    }

    private int expired(int base) {
        for (int way = 0; way < WAYS; way++) {
            if (expiry.expired(row(base, way))) {
                return base + way;
            }
        }
        return -1;
    }

    /** The place of the hash of the least row of a set. */
    private int least(int base) {
        int least = 0;
        for (int way = 1; way < WAYS; way++) {
            if (sum(row(base, way)) < sum(row(base, least))) {
                least = way;
            }
        }
        return base + least;
    }

    private int begin(long hash, int hashAt, int source, byte[] key, int offset, int length, double overcount) {
        int row = rowOf(hashAt);
        cells[hashAt] = hash;
        Arrays.fill(cells, row, row + shape.key(), 0);
        cells[row + RowShape.OWNER] = (long) source << 32 | length;
        set(row + RowShape.SUM, overcount);
        set(row + RowShape.OVERCOUNT, overcount);
        int at = row + shape.key();
        for (int i = 0; i < length; i += 8) {
            cells[at++] = (long) LONG.get(key, offset + i);
        }
        used++;
        return row;
    }

    private void end(int hashAt) {
        ending.ended(rowOf(hashAt));
        moves++;
        cells[hashAt] = 0;
        used--;
    }

    private boolean mayGrow() {
        if (setBits >= MOST_BITS || (used < places() / SPARSE && setBits > FIRST_BITS)) {
            return false;
        }
        return rebuild(setBits + 1, keyWords);
    }

    private boolean widen(int words) {
        int wide = Math.min(LONGEST_KEY, Math.max(words, 2 * keyWords));
        return words <= LONGEST_KEY && rebuild(setBits, wide);
    }

    /** Copies all rows into an array of other measures; false when the budget or the address space forbids it. */
    private boolean rebuild(int newBits, int newKeyWords) {
        long newSetWords = WAYS * (1L + shape.key() + newKeyWords);
        long words = newSetWords << newBits;
        if (words > Integer.MAX_VALUE - 16 || !budget.grow(bytes(), 8 * words)) {
            return false;
        }
        copy((int) words, newBits, newKeyWords);
        return true;
    }

    /** Moves all rows; false, and nothing has changed, when two sets of some row are full. */
    private boolean copy(int words, int newBits, int newKeyWords) {
        moves++;
        long[] old = cells;
        int oldSets = sets();
        int oldBits = setBits;
        int oldKeyWords = keyWords;
        int oldSetWords = setWords;
        int oldRowWords = rowWords;
        setBits = newBits;
        keyWords = newKeyWords;
        measure();
        cells = new long[words];
        for (int set = 0; set < oldSets; set++) {
            for (int way = 0; way < WAYS; way++) {
                long hash = old[set * oldSetWords + way];
                boolean second = hash != 0 && (int) (hash >>> 64 - oldBits) != set;
                if (hash != 0 && !move(hash, second, old, set * oldSetWords + WAYS + way * oldRowWords, oldRowWords)) {
                    cells = old;
                    setBits = oldBits;
                    keyWords = oldKeyWords;
                    measure();
                    return false;
                }
            }
        }
        return true;
    }

    private boolean move(long hash, boolean second, long[] from, int at, int words) {
        int base = second ? second(hash) : base(hash);
        for (int way = 0; way < WAYS; way++) {
            if (cells[base + way] == 0) {
                cells[base + way] = hash;
                System.arraycopy(from, at, cells, row(base, way), words);
                return true;
            }
        }
        return false;
    }

    /** Halves the table when it is nearly empty. */
    void shrink() {
        long before = bytes();
        if (setBits > FIRST_BITS && used <= places() / 16 && copy(cells.length / 2, setBits - 1, keyWords)) {
            budget.shrink(before - bytes());
        }
    }

    private int taken(int base) {
        int taken = 0;
        for (int way = 0; way < WAYS; way++) {
            taken += cells[base + way] == 0 ? 0 : 1;
        }
        return taken;
    }

    /** Visits every row. */
    void each(Visitor visitor) {
        each(0, sets(), visitor);
    }

    /** Visits the rows of some sets. */
    void each(int fromSet, int toSet, Visitor visitor) {
        for (int set = fromSet; set < toSet; set++) {
            int base = set * setWords;
            for (int way = 0; way < WAYS; way++) {
                if (cells[base + way] != 0) {
                    visitor.row(row(base, way));
                }
            }
        }
    }

    /** Ends the rows of some sets that have expired. */
    void sweep(int fromSet, int toSet) {
        for (int set = fromSet; set < toSet; set++) {
            int base = set * setWords;
            for (int way = 0; way < WAYS; way++) {
                if (cells[base + way] != 0 && expiry.expired(row(base, way))) {
                    end(base + way);
                }
            }
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

    /** Bytes of the key, a multiple of eight. */
    int keyLength(int row) {
        return (int) cells[row + RowShape.OWNER];
    }

    /** Copies the key's bytes and returns how many there are. */
    int key(int row, byte[] out) {
        int length = keyLength(row);
        for (int i = 0; i < length; i += 8) {
            LONG.set(out, i, cells[row + shape.key() + i / 8]);
        }
        return length;
    }

    /** Whether two rows have the same key, of whatever data source. */
    boolean sameKey(int one, int other) {
        int length = keyLength(one);
        if (length != keyLength(other)) {
            return false;
        }
        for (int i = 0; i < length / 8; i++) {
            if (cells[one + shape.key() + i] != cells[other + shape.key() + i]) {
                return false;
            }
        }
        return true;
    }
}
