// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;

/** Key values as numbers. Thread: any; allocates nothing. */
public final class Numbers {
    private static final int MOST_DIGITS = 18;

    private Numbers() {}

    /** Whether a value is a number, or a text that reads as one. */
    public static boolean numeric(KeyValue value) {
        if (value.type() != KeyType.TEXT) {
            return value.type() != KeyType.IPV6;
        }
        boolean digits = value.length() > 0 && value.length() <= MOST_DIGITS;
        for (int i = 0; digits && i < value.length(); i++) {
            byte letter = value.array()[value.offset() + i];
            digits = letter >= '0' && letter <= '9';
        }
        return digits;
    }

    /** The number of a value that is {@link #numeric}. */
    public static long of(KeyValue value) {
        if (value.type() != KeyType.TEXT) {
            return value.low();
        }
        long number = 0;
        for (int i = 0; i < value.length(); i++) {
            number = number * 10 + value.array()[value.offset() + i] - '0';
        }
        return number;
    }

    /** Clears the bits of an address behind a prefix; false when the value is no address. */
    static boolean network(KeyValue address, int bits4, int bits6) {
        if (address.type() == KeyType.IPV4) {
            return address.set(KeyType.IPV4, address.low() & head(bits4 + 32));
        }
        return address.type() == KeyType.IPV6
                && address.set(
                        KeyType.IPV6,
                        address.high() & head(Math.min(64, bits6)),
                        address.low() & head(Math.max(0, bits6 - 64)));
    }

    private static long head(int bits) {
        return bits == 0 ? 0 : -1L << 64 - bits;
    }
}
