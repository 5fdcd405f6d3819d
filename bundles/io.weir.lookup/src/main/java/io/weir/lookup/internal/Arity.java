// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.KeyFunction;

/** Checks how many arguments a key function is given. Thread: any. */
final class Arity {
    private Arity() {}

    static void check(KeyFunction.Arguments arguments, int least, int most) {
        int count = arguments.count();
        if (count < least || count > most) {
            String expected = least == most ? Integer.toString(least) : least + " to " + most;
            throw InvalidInput.of(
                    "arguments", Integer.toString(count), "as many are not expected: expected=" + expected);
        }
    }
}
