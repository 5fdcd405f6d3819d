// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * 64-bit hashes with a seed of their own, so that nobody can send what collides.
 *
 * <p>All multiply 64 by 64 bits and fold the product. The hash of a list of keys is the sum of what each adds, so that a
 * processor works at all at once. What a key adds depends on where it stands and on its type: a {@link Salt}. Thread:
 * immutable.
 */
final class KeyHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long STEP = 0x9e37_79b9_7f4a_7c15L;

    private final long seed;
    private final long secret;

    KeyHash() {
        this(new SecureRandom().nextLong());
    }

    KeyHash(long from) {
        SplittableRandom random = new SplittableRandom(from);
        seed = random.nextLong();
        secret = random.nextLong() | 1;
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ a * b;
    }

    /** Two secrets for the numbers of one type at one place of a list: {@link KeyHash#part(long, long, long)}. */
    record Salt(long addend, long factor) {}

    static long part(long number, Salt salt) {
        return part(number, salt.addend, salt.factor);
    }

    /** What a number adds to the hash of a list. */
    static long part(long number, long addend, long factor) {
        return fold(number ^ addend, factor);
    }

    /** The salt of the numbers of a type and format ({@link KeyValue#high}) at a place of a list, or of its second half. */
    Salt salt(int place, KeyType type, long high, boolean second) {
        long addend = addend(place, type, high, second);
        return new Salt(addend, factor(addend));
    }

    @SuppressWarnings("EnumOrdinal")
    private long addend(int place, KeyType type, long high, boolean second) {
        long code = place * 2L + (second ? 1 : 0) << 16 | (long) type.ordinal() << 8 | high & 0xff;
        return fold(seed ^ code * STEP, secret);
    }

    private long factor(long addend) {
        return fold(addend + STEP, secret) | 1;
    }

    private long part(long number, long addend) {
        return part(number, addend, factor(addend));
    }

    /** What a value adds to the hash of a list that has it at a place. */
    long part(int place, KeyValue value) {
        KeyType type = value.type();
        return switch (type) {
            case TEXT -> part(of(value.array(), value.offset(), length(value)), addend(place, type, 0, false));
            case IPV6 ->
                part(value.high(), addend(place, type, 0, false)) + part(value.low(), addend(place, type, 0, true));
            case BITS, INTERFACE -> part(value.low(), addend(place, type, value.high(), false));
            case MAC -> part(value.low() & 0xffff_ffff_ffffL, addend(place, type, 0, false));
            case IPV4 -> part(value.low() & 0xffff_ffffL, addend(place, type, 0, false));
            default -> part(value.low(), addend(place, type, 0, false));
        };
    }

    private static int length(KeyValue text) {
        return Math.min(text.length(), Printing.LONGEST);
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
        long hash = seed;
        for (int i = 0; i < whole; i++) {
            hash = fold(hash ^ (long) LONG.get(bytes, offset + 8 * i), secret) + STEP;
        }
        long rest = length;
        for (int i = whole << 3; i < length; i++) {
            rest = rest << 8 | bytes[offset + i] & 0xff;
        }
        return with(hash, rest ^ (long) length << 56);
    }
}
