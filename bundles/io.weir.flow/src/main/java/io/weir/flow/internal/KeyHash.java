// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A 64-bit hash with a seed of its own, so that nobody can send keys that collide.
 *
 * <p>Multiplies 64 by 64 bits and folds the product, a word at a time. Thread: immutable.
 */
final class KeyHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long STEP = 0x9e37_79b9_7f4a_7c15L;

    private final long seed;
    private final long secret;

    KeyHash() {
        this(ThreadLocalRandom.current().nextLong());
    }

    KeyHash(long from) {
        SplittableRandom random = new SplittableRandom(from);
        seed = random.nextLong();
        secret = random.nextLong() | 1;
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ a * b;
    }

    /** The hash of no words. */
    long start() {
        return seed;
    }

    /** The hash of some words and one more. */
    long next(long hash, long word) {
        return fold(hash ^ word, secret) + STEP;
    }

    /** The hash of {@code words} words at {@code offset}. */
    long of(long[] array, int offset, int words) {
        long hash = start();
        for (int i = 0; i < words; i++) {
            hash = next(hash, array[offset + i]);
        }
        return hash;
    }

    /** Mixes a number into a hash; never 0. */
    long with(long hash, long number) {
        long mixed = fold(hash ^ number * STEP, secret);
        return mixed == 0 ? 1 : mixed;
    }

    /** The hash of two numbers; never 0. */
    long of(long high, long low) {
        return with(fold(seed ^ high, secret) + STEP, low);
    }

    /** The hash of a text; never 0. */
    long of(byte[] bytes, int offset, int length) {
        int whole = length >>> 3;
        long hash = start();
        for (int i = 0; i < whole; i++) {
            hash = next(hash, (long) LONG.get(bytes, offset + 8 * i));
        }
        long rest = length;
        for (int i = whole << 3; i < length; i++) {
            rest = rest << 8 | bytes[offset + i] & 0xff;
        }
        return with(hash, rest ^ (long) length << 56);
    }
}
