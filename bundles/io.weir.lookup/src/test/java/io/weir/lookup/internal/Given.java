// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Arguments of a key function of which the first is a key and the rest are texts. */
record Given(BoundKey first, List<String> texts) implements KeyFunction.Arguments {
    /** The key that one of some functions makes of a value and texts. */
    static BoundKey bind(Collection<KeyFunction> functions, String name, KeyValue key, String... texts) {
        KeyFunction function = functions.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
        return function.binder().bind(new Given((sample, value) -> value.set(key), Arrays.asList(texts)));
    }

    /** What a key reads; a dash when it has no value. */
    static String read(BoundKey bound) {
        KeyValue out = new KeyValue();
        return bound.extract(null, out) ? out.print() : "-";
    }

    @Override
    public int count() {
        return 1 + texts.size();
    }

    @Override
    public String text(int index) {
        return texts.get(index - 1);
    }

    @Override
    public BoundKey key(int index) {
        return first;
    }

    @Override
    public boolean isKey(int index) {
        return index == 0;
    }
}
