// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * The functions of the language that make a text of any length of two words, held to a length: the engine makes it in one
 * step, which no deadline ends. Thread: confined to the scope's.
 */
final class BoundedTexts {
    private static final int MOST_CHARACTERS = 16_000_000;

    /** How long a result would be. */
    @FunctionalInterface
    private interface Length {
        double of(int characters, double argument);
    }

    private BoundedTexts() {}

    static void in(ScriptableObject scope) {
        ScriptableObject texts = (ScriptableObject) ScriptableObject.getClassPrototype(scope, "String");
        bound(scope, texts, "repeat", (characters, times) -> characters * times);
        bound(scope, texts, "padStart", (characters, length) -> length);
        bound(scope, texts, "padEnd", (characters, length) -> length);
    }

    private static void bound(Scriptable scope, ScriptableObject texts, String name, Length length) {
        Function own = (Function) texts.get(name, texts);
        int arity = name.equals("repeat") ? 1 : 2;
        LambdaFunction bounded = new LambdaFunction(scope, name, arity, (context, caller, self, arguments) -> {
            if (self == null || Undefined.isUndefined(self) || arguments.length == 0) {
                return own.call(context, scope, self, arguments);
            }
            // each is made a text or a number once: doing so may call the script
            String text = ScriptRuntime.toString(self);
            double number = ScriptRuntime.toInteger(arguments[0]);
            check(name, length.of(text.length(), number));
            Object[] known = arguments.clone();
            known[0] = number;
            return own.call(context, scope, ScriptRuntime.toObject(context, scope, text), known);
        });
        texts.defineProperty(name, bounded, ScriptableObject.DONTENUM);
    }

    private static void check(String name, double length) {
        if (length > MOST_CHARACTERS && length < Double.POSITIVE_INFINITY) {
            throw ScriptRuntime.constructError(
                    "RangeError",
                    name + ": the text is too long: characters=" + (long) length + " limit=" + MOST_CHARACTERS);
        }
    }
}
