// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.Set;
import java.util.function.Consumer;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.SymbolKey;
import org.mozilla.javascript.Undefined;
import org.mozilla.javascript.typedarrays.NativeTypedArrayView;

/**
 * The functions of the language that make an array, or a text of one, of any length in one step, which no deadline ends: held to
 * a length, theirs and their result's. Thread: confined to the scope's.
 */
final class BoundedArrays {
    static final int MOST = 4_000_000;
    private static final int DEEPEST = 50;

    /** What an element takes, while its array grows. */
    private static final int BYTES = 16;

    /** An array that is made with its length keeps each element as a property. */
    private static final int PROPERTY = 100;

    private static final Set<String> MAKERS =
            Set.of("concat", "fill", "flat", "flatMap", "from", "map", "slice", "splice", "toSpliced", "with");

    /** They take nothing, or a little, and are called all the time. */
    private static final Set<String> LOOKERS = Set.of(
            "at",
            "every",
            "find",
            "findIndex",
            "findLast",
            "findLastIndex",
            "forEach",
            "includes",
            "indexOf",
            "keys",
            "lastIndexOf",
            "pop",
            "push",
            "reduce",
            "reduceRight",
            "shift",
            "some",
            "unshift");

    /** What a name takes with its value, in an array or an object. */
    private static final int PAIR = 192;

    /** How long a result would be, at least. */
    @FunctionalInterface
    private interface Size {
        double of(Scriptable array, Object[] arguments);
    }

    private BoundedArrays() {}

    static void in(ScriptableObject scope) {
        ScriptableObject arrays = (ScriptableObject) ScriptableObject.getClassPrototype(scope, "Array");
        for (Object name : arrays.getAllIds()) {
            if (name instanceof String text
                    && !text.equals("constructor")
                    && arrays.get(text, arrays) instanceof Function) {
                bound(scope, arrays, text, size(text));
            }
        }
        Function values = (Function) arrays.get("values", arrays);
        arrays.defineProperty(SymbolKey.ITERATOR, values, ScriptableObject.DONTENUM);
        bound(
                scope,
                (ScriptableObject) scope.get("Array", scope),
                "from",
                (self, arguments) -> iterable(first(arguments)) ? 0 : length(first(arguments)));
        bound(
                scope,
                (ScriptableObject) ScriptableObject.getClassPrototype(scope, "Function"),
                "apply",
                (self, arguments) -> arguments.length < 2 ? 0 : length(arguments[1]));
        ScriptableObject objects = (ScriptableObject) scope.get("Object", scope);
        for (String name : new String[] {"keys", "values", "entries", "assign", "getOwnPropertyNames"}) {
            bound(scope, objects, name, (self, arguments) -> {
                double sum = 0;
                for (Object each : arguments) {
                    sum += each instanceof ScriptableObject object ? object.size() : length(each);
                }
                Contexts.Timed.take(name, PAIR * sum);
                return sum;
            });
        }
        if (scope.get("Reflect", scope) instanceof ScriptableObject reflect) {
            bound(scope, reflect, "apply", (self, arguments) -> arguments.length < 3 ? 0 : length(arguments[2]));
            bound(scope, reflect, "construct", (self, arguments) -> arguments.length < 2 ? 0 : length(arguments[1]));
        }
    }

    private static Size size(String name) {
        return switch (name) {
            case "concat" ->
                (self, arguments) -> {
                    double sum = length(self);
                    for (Object each : arguments) {
                        sum += each instanceof NativeArray ? length(each) : 1;
                    }
                    return sum;
                };
            case "flat" ->
                (self, arguments) -> flat(self, arguments.length == 0 ? 1 : ScriptRuntime.toInteger(arguments[0]), 0);
            case "join", "toString", "toLocaleString" ->
                (self, arguments) -> Math.max(
                        length(self),
                        characters(self, name.equals("join") ? separator(arguments) : 1)
                                / BoundedTexts.MOST_CHARACTERS
                                * MOST);
            default -> (self, arguments) -> length(self);
        };
    }

    private static void bound(Scriptable scope, ScriptableObject holder, String name, Size size) {
        if (!(holder.get(name, holder) instanceof Function own)) {
            return;
        }
        int arity = (int) ScriptRuntime.toInteger(ScriptableObject.getProperty(own, "length"));
        LambdaFunction bounded = new LambdaFunction(scope, name, arity, (context, caller, self, arguments) -> {
            check(name, size.of(self, arguments));
            return own.call(context, scope, self, arguments);
        });
        holder.defineProperty(name, bounded, ScriptableObject.DONTENUM);
    }

    private static Object first(Object[] arguments) {
        return arguments.length == 0 ? Undefined.instance : arguments[0];
    }

    private static double length(Object value) {
        if (value instanceof NativeArray array) {
            return array.getLength();
        }
        if (value instanceof CharSequence text) {
            return text.length();
        }
        return value instanceof ScriptableObject object ? told(object) : 0;
    }

    /** The length of what is like an array. One that the script works out may be another the next time: that is none. */
    private static double told(ScriptableObject object) {
        ScriptableObject holder = object;
        while (!holder.has("length", holder)) {
            if (!(holder.getPrototype() instanceof ScriptableObject next)) {
                return 0;
            }
            holder = next;
        }
        boolean works = holder.getGetterOrSetter("length", 0, holder, false) instanceof BaseFunction getter
                && !(object instanceof NativeTypedArrayView || getter instanceof LambdaFunction);
        Object length = works ? null : holder.get("length", object);
        return length instanceof Scriptable || works ? Double.POSITIVE_INFINITY : ScriptRuntime.toNumber(length);
    }

    private static boolean iterable(Object value) {
        return value instanceof ScriptableObject object
                && !(value instanceof NativeArray)
                && ScriptableObject.hasProperty(object, SymbolKey.ITERATOR);
    }

    private static double separator(Object[] arguments) {
        return arguments.length > 0 && arguments[0] instanceof CharSequence text ? text.length() : 1;
    }

    private static double characters(Scriptable self, double separator) {
        double sum = length(self) * separator;
        if (self instanceof NativeArray array && array.getLength() <= MOST) {
            for (int i = 0; i < array.getLength(); i++) {
                if (array.get(i, array) instanceof CharSequence text) {
                    sum += text.length();
                }
            }
        }
        return sum;
    }

    private static double flat(Object value, double depth, int at) {
        if (!(value instanceof NativeArray array) || array.getLength() > MOST) {
            return length(value);
        }
        double sum = 0;
        for (int i = 0; i < array.getLength() && sum <= MOST; i++) {
            Object each = array.get(i, array);
            sum += each instanceof NativeArray && at < depth && at < DEEPEST ? flat(each, depth, at + 1) : 1;
        }
        return sum;
    }

    static void check(String name, double length) {
        if (length > MOST) {
            throw ScriptRuntime.constructError(
                    "RangeError", name + ": too long: length=" + (long) length + " limit=" + MOST);
        }
        if (length > 0 && !LOOKERS.contains(name)) {
            Contexts.Timed.take(name, length * (MAKERS.contains(name) ? PROPERTY : BYTES));
        }
    }

    /** Holds the constructors of byte buffers and typed arrays to a length as well: they take their memory at once. */
    static void buffersIn(ScriptableObject scope) {
        for (String name : new String[] {
            "ArrayBuffer",
            "Int8Array",
            "Uint8Array",
            "Uint8ClampedArray",
            "Int16Array",
            "Uint16Array",
            "Int32Array",
            "Uint32Array",
            "Float32Array",
            "Float64Array"
        }) {
            if (scope.get(name, scope) instanceof Function own) {
                scope.defineProperty(
                        name,
                        new BoundedConstructor(
                                scope,
                                name,
                                own,
                                asked -> check(
                                        name, asked instanceof Number number ? number.doubleValue() : length(asked))),
                        ScriptableObject.DONTENUM);
            }
        }
    }

    /** Holds regular expressions that are made of texts to a length: to compile one is one step. */
    static void expressionsIn(ScriptableObject scope) {
        Function own = (Function) scope.get("RegExp", scope);
        ScriptableObject prototype = (ScriptableObject) ScriptableObject.getProperty(own, "prototype");
        BoundedConstructor bounded = new BoundedConstructor(scope, "RegExp", own, SourceBounds::checkExpression);
        scope.defineProperty("RegExp", bounded, ScriptableObject.DONTENUM);
        bound(scope, prototype, "compile", (self, arguments) -> {
            SourceBounds.checkExpression(first(arguments));
            return 0;
        });
    }

    /** A constructor that first looks how much it is asked for. Thread: confined to the scope's. */
    private static final class BoundedConstructor extends LambdaFunction {
        private static final long serialVersionUID = 1L;

        private final transient Function own;
        private final transient Consumer<Object> check;

        BoundedConstructor(Scriptable scope, String name, Function own, Consumer<Object> check) {
            super(scope, name, 1, (context, caller, self, arguments) -> {
                check.accept(first(arguments));
                return own.call(context, scope, self, arguments);
            });
            this.own = own;
            this.check = check;
            ScriptableObject prototype = (ScriptableObject) ScriptableObject.getProperty(own, "prototype");
            setPrototypeProperty(prototype);
            prototype.defineProperty("constructor", this, ScriptableObject.DONTENUM);
            setPrototype(own);
            for (String each : new String[] {"from", "of"}) {
                if (ScriptableObject.getProperty(own, each) instanceof Function maker) {
                    defineProperty(each, maker(scope, each, maker), ScriptableObject.DONTENUM);
                }
            }
        }

        // they construct what they are called on, which must be the language's own
        private LambdaFunction maker(Scriptable scope, String each, Function maker) {
            return new LambdaFunction(scope, each, 1, (context, caller, self, arguments) -> {
                check(each, length(first(arguments)));
                return maker.call(context, scope, own, arguments);
            });
        }

        @Override
        public Scriptable construct(Context context, Scriptable scope, Object[] arguments) {
            check.accept(first(arguments));
            return own.construct(context, scope, arguments);
        }
    }
}
