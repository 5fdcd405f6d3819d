// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.Map;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * The functions of the language that make a text of any length of two words, held to a length: the engine makes it in one
 * step, which no deadline ends. Thread: confined to the scope's.
 */
final class BoundedTexts {
    static final int MOST_CHARACTERS = 16_000_000;

    /** How long a result would be. */
    @FunctionalInterface
    private interface Length {
        double of(int characters, double argument);
    }

    /** Replacements with no more than so many characters, all together, are made without a further look. */
    private static final double REPLACED = 1 << 28;

    private BoundedTexts() {}

    static void in(ScriptableObject scope) {
        ScriptableObject texts = (ScriptableObject) ScriptableObject.getClassPrototype(scope, "String");
        boundResult(scope, texts, "split");
        boundResult(scope, texts, "replace");
        boundResult(scope, texts, "replaceAll");
        bound(scope, texts, "repeat", (characters, times) -> characters * times);
        bound(scope, texts, "padStart", (characters, length) -> length);
        bound(scope, texts, "padEnd", (characters, length) -> length);
    }

    private static void boundResult(Scriptable scope, ScriptableObject texts, String name) {
        Function own = (Function) texts.get(name, texts);
        LambdaFunction bounded = new LambdaFunction(scope, name, 2, (context, caller, self, arguments) -> {
            if (self != null && "String".equals(self.getClassName())) {
                int characters = ScriptRuntime.toString(self).length();
                if (!name.equals("split")) {
                    check(name, arguments.length > 1 ? replaced(characters, arguments[1]) : 0);
                } else if (arguments.length == 1) {
                    BoundedArrays.check(name, characters);
                }
            }
            return own.call(context, scope, self, arguments);
        });
        texts.defineProperty(name, bounded, ScriptableObject.DONTENUM);
    }

    // at worst each character is replaced; $` and $' stand for up to the whole text
    private static double replaced(int characters, Object replacement) {
        if (!(replacement instanceof CharSequence text) || text.length() == 0) {
            return 0;
        }
        String pattern = text.toString();
        boolean whole = pattern.contains("$`") || pattern.contains("$'");
        double most = (double) (characters + 1) * (pattern.length() + (whole ? characters : 0));
        return most <= REPLACED ? 0 : most;
    }

    /** Holds what {@code JSON.stringify} prints to the size that answers may have, and what {@code JSON.parse} reads. */
    static void jsonIn(ScriptableObject scope) {
        ScriptableObject json = (ScriptableObject) scope.get("JSON", scope);
        Function print = (Function) json.get("stringify", json);
        Function read = (Function) json.get("parse", json);
        json.defineProperty(
                "stringify",
                new LambdaFunction(scope, "stringify", 3, (context, caller, self, arguments) -> {
                    if (arguments.length > 0) {
                        check("JSON.stringify", new Weight().of(arguments[0]));
                    }
                    return print.call(context, scope, self, arguments);
                }),
                ScriptableObject.DONTENUM);
        json.defineProperty(
                "parse",
                new LambdaFunction(scope, "parse", 2, (context, caller, self, arguments) -> {
                    if (arguments.length > 0 && arguments[0] instanceof CharSequence text) {
                        check("JSON.parse", text.length());
                    }
                    return read.call(context, scope, self, arguments);
                }),
                ScriptableObject.DONTENUM);
    }

    /** How many characters a value takes at least when it is printed. */
    private static final class Weight {
        private static final int DEEPEST = 500;
        private double characters;

        double of(Object value) {
            add(value, 0);
            return characters;
        }

        private void add(Object value, int depth) {
            characters += value instanceof CharSequence text ? text.length() + 2 : 1;
            if (characters > MOST_CHARACTERS || depth > DEEPEST || !(value instanceof Scriptable object)) {
                return;
            }
            if (object instanceof NativeArray array) {
                long length = array.getLength();
                if (length > MOST_CHARACTERS) {
                    characters += length;
                    return;
                }
                for (int i = 0; i < length && characters <= MOST_CHARACTERS; i++) {
                    add(array.get(i, array), depth + 1);
                }
            } else if (object instanceof NativeObject map) {
                for (Map.Entry<Object, Object> each : map.entrySet()) {
                    characters += 4 + each.getKey().toString().length();
                    add(each.getValue(), depth + 1);
                    if (characters > MOST_CHARACTERS) {
                        return;
                    }
                }
            }
        }
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
