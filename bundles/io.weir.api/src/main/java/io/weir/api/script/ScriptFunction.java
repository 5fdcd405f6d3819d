// SPDX-License-Identifier: Apache-2.0
package io.weir.api.script;

import io.weir.api.Entry;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A function that scripts call: a row of the catalog of script functions. Thread: immutable. */
public record ScriptFunction(String name, Signature signature, String doc, Body body) implements Entry {
    /** What a function does. */
    @ConsumerType
    @FunctionalInterface
    public interface Body {
        /**
         * Does it, on the script's thread.
         *
         * @param arguments as given, not padded: JSON-like values (Map, List, String, Double, Boolean, null) and
         *     {@link Callback}s for functions
         * @return a JSON-like value; null for null. What it throws reaches the script as an exception with its message
         */
        Object call(ScriptContext script, List<?> arguments);
    }
}
