// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * The names of the values of a number, given from 0 on and by pairs.
 *
 * <p>Thread: immutable once made; numbers without a name read as digits.
 */
final class Names {
    private final byte[][] names;

    /** Names for the numbers below {@code size}. */
    Names(int size) {
        names = new byte[size][];
    }

    /** Names {@code first}, the number behind it, and so on; the words are separated by spaces. */
    Names from(int first, String words) {
        int number = first;
        StringTokenizer each = new StringTokenizer(words);
        while (each.hasMoreTokens()) {
            names[number++] = each.nextToken().getBytes(StandardCharsets.UTF_8);
        }
        return this;
    }

    /** The name of the number that another extractor finds. */
    Extractor of(Extractor number) {
        return (sample, layer, out) -> number.extract(sample, layer, out) && name(out);
    }

    private boolean name(KeyValue value) {
        return name(value.low(), value);
    }

    /** Puts the name of a number, or the number itself where it has none. */
    boolean name(long number, KeyValue out) {
        byte[] name = number >= 0 && number < names.length ? names[(int) number] : null;
        return name == null ? out.set(KeyType.INTEGER, number) : out.set(name, 0, name.length);
    }
}
