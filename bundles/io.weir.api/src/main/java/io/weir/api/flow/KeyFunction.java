// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import io.weir.api.Entry;
import io.weir.api.InvalidInput;
import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A key function: a row of the catalog of key functions. It makes a key of its arguments, so functions nest.
 *
 * <p>Thread: immutable.
 *
 * @param usage its form: {@code null:<key>[:<text>]}
 */
public record KeyFunction(String name, String usage, String doc, Binder binder) implements Entry {
    /** Makes a key of arguments: another for each shard, so that it may keep scratch state, and one to check a definition. */
    @ConsumerType
    @FunctionalInterface
    public interface Binder {
        /** A new key. Throws {@link InvalidInput} when the arguments are wrong. */
        BoundKey bind(Arguments arguments);
    }

    /** The arguments of one use of a function. */
    @ProviderType
    public interface Arguments {
        int count();

        /** Throws {@link InvalidInput} when there are fewer or more. */
        default void expect(int least, int most) {
            if (count() < least || count() > most) {
                String expected = least == most ? Integer.toString(least) : least + " to " + most;
                throw InvalidInput.of(
                        "arguments", Integer.toString(count()), "as many are not expected: expected=" + expected);
            }
        }

        /** The argument as it was written, escapes removed. */
        String text(int index);

        /** The key that the argument names, or the function within its brackets. Throws {@link InvalidInput} when there is none. */
        BoundKey key(int index);

        /** Whether {@link #key} would find one. */
        boolean isKey(int index);

        /** {@link #key} when there is one, else what {@code literal} makes of the text. */
        default BoundKey keyOr(int index, Function<String, BoundKey> literal) {
            return isKey(index) ? key(index) : literal.apply(text(index));
        }
    }
}
