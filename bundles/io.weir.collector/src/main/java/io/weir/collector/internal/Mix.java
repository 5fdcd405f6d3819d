// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.security.SecureRandom;

/** Seeded hashing of a few numbers, so that nobody can send what collides. Thread: any. */
final class Mix {
    private static final long SEED = new SecureRandom().nextLong() | 1;
    private static final long SPREAD = new SecureRandom().nextLong() | 1;
    private static final long FACTOR = 0x9e37_79b9_7f4a_7c15L;

    private Mix() {}

    static long hash(long a, long b) {
        return step(step(SEED, a), b);
    }

    /** The hash of a number, one of few bits, and one of 32 bits. */
    static long hash(long a, int b, long c) {
        return step(SEED ^ a * SPREAD, (long) b << 32 | c);
    }

    /** The hash of some bytes of an array. */
    static long hash(byte[] bytes, int offset, int length) {
        long hash = step(SEED, length);
        for (int i = 0; i < length; i++) {
            hash = step(hash, bytes[offset + i]);
        }
        return hash;
    }

    /** Which of {@code shards} an address belongs to; the same in every run. */
    static int shard(long high, long low, int shards) {
        long hash = step(step(FACTOR, high), low);
        return (int) ((hash >>> 32) * shards >>> 32);
    }

    private static long step(long hash, long value) {
        long product = (hash ^ value) * FACTOR;
        return product ^ product >>> 29 ^ Math.multiplyHigh(hash ^ value, FACTOR);
    }
}
