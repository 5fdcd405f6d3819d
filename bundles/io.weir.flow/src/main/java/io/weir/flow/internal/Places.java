// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

/**
 * Which places of a table are taken, and by what hashes: aligned sets of {@value #WAYS} places, numbered set by set.
 *
 * <p>A word a set, so that all of them stay in the caches: of each place a byte with seven bits of its hash, 0 when it is
 * free. So looking for a hash reads the word of its set, all places at once, and then most often the one row that is it. A
 * hash names two sets, by its upper and its lower half. A new one goes to the first until {@value #FIRST_WAYS} of its places
 * are taken, then to the emptier: most are found in their first set, and yet far more places are taken before two sets are
 * full than one set would allow. The upper bits of each half count, so that twice as many sets take what is in a set into
 * two: growing never pushes anything out.
 *
 * <p>Thread: confined to the shard.
 */
final class Places {
    static final int WAYS = 8;

    /** So many places of a set are taken before a hash may go to its second. */
    private static final int FIRST_WAYS = 7;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TAKEN = 0x8080_8080_8080_8080L;

    private final int bits;
    private final long[] tags;

    /** All free; {@code 1 << bits} sets. */
    Places(int bits) {
        this.bits = bits;
        tags = new long[1 << bits];
    }

    int sets() {
        return tags.length;
    }

    /** How many there are, free or not. */
    int count() {
        return WAYS * tags.length;
    }

    /** The first of the two sets of a hash. */
    int first(long hash) {
        return (int) (hash >>> 64 - bits);
    }

    int second(long hash) {
        return (int) (hash << 32 >>> 64 - bits);
    }

    /** A byte of a word for each place that may be the hash's: 0x80, or 0; there may be one too many above the first. */
    private static long matches(long tags, long hash) {
        long differ = tags ^ (hash & 0x7f | 0x80) * ONES;
        return differ - ONES & ~differ & TAKEN;
    }

    /** The matches of a hash in a set, to be read by {@link #place} and gone through by {@code m &= m - 1} until it is 0. */
    long matches(int set, long hash) {
        return matches(tags[set], hash);
    }

    /** The place of the first of some matches, or of those taken or free, in a set. */
    static int place(int set, long matches) {
        return set * WAYS + (Long.numberOfTrailingZeros(matches) >>> 3);
    }

    /** Reads what {@link #candidate} will: many of these in a row overlap their cache misses. */
    long touch(long hash) {
        return tags[first(hash)];
    }

    /** The place that is most likely the hash's, or -1. */
    int candidate(long hash) {
        int set = first(hash);
        long match = matches(tags[set], hash);
        if (match == 0) {
            set = second(hash);
            match = matches(tags[set], hash);
        }
        return match == 0 ? -1 : place(set, match);
    }

    /** The taken places of a set, gone through as {@link #matches(int, long)} are. */
    long taken(int set) {
        return tags[set] & TAKEN;
    }

    /** A free place for a hash, or -1. */
    int free(long hash) {
        int one = first(hash);
        int other = second(hash);
        int first = Long.bitCount(taken(one));
        return free(first < FIRST_WAYS || first <= Long.bitCount(taken(other)) ? one : other);
    }

    /** A free place of a set, or -1. */
    int free(int set) {
        long free = ~tags[set] & TAKEN;
        return free == 0 ? -1 : place(set, free);
    }

    void take(int place, long hash) {
        tags[place / WAYS] |= (hash & 0x7f | 0x80) << place % WAYS * 8;
    }

    void release(int place) {
        tags[place / WAYS] &= ~(0xffL << place % WAYS * 8);
    }
}
