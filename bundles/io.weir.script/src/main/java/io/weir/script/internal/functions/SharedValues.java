// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values that the scripts of one app share, bounded in number and in characters. Thread: any. */
final class SharedValues {
    private static final int MOST_VALUES = 10_000;
    private static final int MOST_CHARACTERS = 4 << 20;

    private final Map<String, String> values = new HashMap<>();
    private long characters;

    synchronized Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Keeps a value. Throws {@link InvalidInput} when there is no room, and leaves all as it was. */
    synchronized void set(String function, String key, String text) {
        if (!values.containsKey(key) && values.size() >= MOST_VALUES) {
            throw InvalidInput.of(function, shown(key), "too many keys: limit=" + MOST_VALUES);
        }
        long sum = characters - size(key) + key.length() + text.length();
        if (sum > MOST_CHARACTERS) {
            throw InvalidInput.of(
                    function, shown(key), "too much is shared: characters=" + sum + " limit=" + MOST_CHARACTERS);
        }
        values.put(key, text);
        characters = sum;
    }

    synchronized void remove(String key) {
        characters -= size(key);
        values.remove(key);
    }

    private long size(String key) {
        String text = values.get(key);
        return text == null ? 0 : key.length() + text.length();
    }

    private static String shown(String key) {
        return key.length() <= 100 ? key : key.substring(0, 99) + "…";
    }
}
