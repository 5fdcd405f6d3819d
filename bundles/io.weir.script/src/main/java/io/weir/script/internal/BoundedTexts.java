// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.Map;
import java.util.Set;
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

    /** What a character of a text takes, while the text grows. */
    private static final int BYTES = 4;

    /** What a text of its own takes. */
    private static final int PIECE = 64;

    private static final int JSON_CONTAINER = 200;
    private static final int JSON_MEMBER = 64;

    private BoundedTexts() {}

    static void in(ScriptableObject scope) {
        ScriptableObject texts = (ScriptableObject) ScriptableObject.getClassPrototype(scope, "String");
        bound(scope, texts, "repeat", (characters, times) -> characters * times);
        bound(scope, texts, "padStart", (characters, length) -> length);
        bound(scope, texts, "padEnd", (characters, length) -> length);
        Set<String> done = Set.of("constructor", "toString", "valueOf", "repeat", "padStart", "padEnd");
        for (Object name : texts.getAllIds()) {
            if (name instanceof String text && !done.contains(text) && texts.get(text, texts) instanceof Function own) {
                boundResult(scope, texts, text, own);
            }
        }
    }

    /** Any of them may make a text as long as its own, and may be called again and again within few instructions. */
    private static void boundResult(Scriptable scope, ScriptableObject texts, String name, Function own) {
        int arity = (int) ScriptRuntime.toInteger(ScriptableObject.getProperty(own, "length"));
        LambdaFunction bounded = new LambdaFunction(scope, name, arity, (context, caller, self, arguments) -> {
            if (self != null && "String".equals(self.getClassName())) {
                check(name, characters(name, self, arguments));
            }
            return own.call(context, scope, self, arguments);
        });
        texts.defineProperty(name, bounded, ScriptableObject.DONTENUM);
    }

    // not by the text: to make one of what was added up piece by piece takes the memory
    private static double length(Scriptable self) {
        return ScriptRuntime.toNumber(self.get("length", self));
    }

    private static double characters(String name, Scriptable self, Object[] arguments) {
        double characters = length(self);
        return switch (name) {
            case "split" -> {
                check(name, characters);
                double pieces = pieces(ScriptRuntime.toString(self), arguments);
                BoundedArrays.check(name, pieces);
                Contexts.Timed.take(name, PIECE * pieces);
                yield 0;
            }
            case "replace", "replaceAll" ->
                Math.max(characters, arguments.length > 1 ? replaced(characters, arguments[1]) : 0);
            case "concat" -> {
                double sum = characters;
                for (Object each : arguments) {
                    sum += each instanceof CharSequence text ? text.length() : 1;
                }
                yield sum;
            }
            case "match", "matchAll", "search" -> {
                SourceBounds.checkExpression(arguments.length > 0 ? arguments[0] : null);
                if (name.equals("match")) {
                    Contexts.Timed.take(name, PIECE * characters);
                }
                yield characters;
            }
            // they make no text
            case "charAt", "charCodeAt", "codePointAt" -> characters > MOST_CHARACTERS ? characters : 0;
            default -> characters;
        };
    }

    private static double pieces(String text, Object[] arguments) {
        double most = arguments.length > 1 && arguments[1] instanceof Number limit && limit.doubleValue() >= 0
                ? limit.doubleValue()
                : Double.POSITIVE_INFINITY;
        if (arguments.length == 0 || !(arguments[0] instanceof CharSequence given) || given.length() == 0) {
            return Math.min(text.length(), most);
        }
        String separator = given.toString();
        int pieces = 1;
        for (int at = text.indexOf(separator);
                at >= 0 && pieces < most;
                at = text.indexOf(separator, at + separator.length())) {
            pieces++;
        }
        return pieces;
    }

    // at worst each character is replaced; $` and $' stand for up to the whole text
    private static double replaced(double characters, Object replacement) {
        if (!(replacement instanceof CharSequence text) || text.length() == 0) {
            return 0;
        }
        String pattern = text.toString();
        boolean whole = pattern.contains("$`") || pattern.contains("$'");
        double most = (characters + 1) * (pattern.length() + (whole ? characters : 0));
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
                        Contexts.Timed.take("JSON.parse", weight(text.toString()));
                    }
                    return read.call(context, scope, self, arguments);
                }),
                ScriptableObject.DONTENUM);
    }

    /** About how many bytes the value of a JSON text takes. */
    private static double weight(String text) {
        double bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            bytes += each == '[' || each == '{' ? JSON_CONTAINER : each == ',' ? JSON_MEMBER : 2;
        }
        return bytes;
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
            if ("String".equals(self.getClassName())) {
                check(name, length(self));
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
        if (length > 0 && length < Double.POSITIVE_INFINITY) {
            Contexts.Timed.take(name, length * BYTES);
        }
    }
}
