// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.script.Callback;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Symbol;
import org.mozilla.javascript.Undefined;

/**
 * Turns the values of a script into JSON-like ones and back. What a script is given is native: objects, arrays, strings and
 * numbers of its own language.
 *
 * <p>Thread: confined to the script's.
 *
 * @param scope the script's global scope
 * @param callbacks makes a handle of a function
 */
record Values(Scriptable scope, Function<org.mozilla.javascript.Function, Callback> callbacks) {
    private static final int DEEPEST = 200;
    private static final int MOST = 5_000_000;
    private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,8}");

    /** One conversion, with what it may still cost. */
    private final class Conversion {
        private final boolean result;
        private int left = MOST;

        Conversion(boolean result) {
            this.result = result;
        }

        Object json(Object value, int depth) {
            if (depth > DEEPEST || --left < 0) {
                throw ScriptRuntime.constructError(
                        "RangeError", "value is too big, nested too deep or holds itself: depth=" + depth);
            }
            if (value == null || Undefined.isUndefined(value) || value == Scriptable.NOT_FOUND) {
                return null;
            }
            if (value instanceof Boolean || value instanceof String) {
                return value;
            }
            if (value instanceof CharSequence text) {
                return text.toString();
            }
            if (value instanceof Number number) {
                return number(number.doubleValue());
            }
            if (value instanceof org.mozilla.javascript.Function function) {
                return result ? null : callbacks.apply(function);
            }
            if (value instanceof Symbol || !(value instanceof Scriptable object)) {
                return null;
            }
            return object(object, depth);
        }

        private Object number(double number) {
            if (!result) {
                return number;
            }
            if (!Double.isFinite(number)) {
                return null;
            }
            return number == Math.rint(number) && Math.abs(number) < 1e15 ? (Object) (long) number : (Object) number;
        }

        private Object object(Scriptable object, int depth) {
            Object toJson = ScriptableObject.getProperty(object, "toJSON");
            if (toJson instanceof org.mozilla.javascript.Function function) {
                Object shown = function.call(Context.getCurrentContext(), scope, object, new Object[] {""});
                return shown instanceof Scriptable other ? plain(other, depth) : json(shown, depth + 1);
            }
            return plain(object, depth);
        }

        private Object plain(Scriptable object, int depth) {
            return switch (object.getClassName()) {
                case "String", "RegExp", "Error" -> ScriptRuntime.toString(object);
                case "Number" -> number(ScriptRuntime.toNumber(object));
                case "Boolean" -> ScriptRuntime.toBoolean(object.getDefaultValue(ScriptRuntime.BooleanClass));
                default -> object instanceof NativeArray array ? list(array, depth) : map(object, depth);
            };
        }

        private List<Object> list(NativeArray array, int depth) {
            long length = array.getLength();
            if (length > left) {
                throw ScriptRuntime.constructError("RangeError", "array is too long: length=" + length);
            }
            List<Object> list = new ArrayList<>((int) length);
            for (int i = 0; i < length; i++) {
                list.add(json(array.get(i, array), depth + 1));
            }
            return list;
        }

        private Map<String, Object> map(Scriptable object, int depth) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (Object id : object.getIds()) {
                Object value =
                        id instanceof Integer index ? object.get(index, object) : object.get(id.toString(), object);
                boolean function = value instanceof org.mozilla.javascript.Function;
                if (!Undefined.isUndefined(value) && !(result && function)) {
                    map.put(id.toString(), json(value, depth + 1));
                }
            }
            return map;
        }
    }

    /** An argument: functions become handles, numbers stay doubles. */
    Object argument(Object value) {
        if (value instanceof String || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Integer number) {
            return number.doubleValue();
        }
        return new Conversion(false).json(value, 0);
    }

    /** A result, as JSON.stringify would have it: own properties only, no functions, what is no number is null. */
    Object result(Object value) {
        return new Conversion(true).json(value, 0);
    }

    /** A native value of a JSON-like one; always a new one, which the script may change. */
    Object script(Object value) {
        if (value == null || value instanceof Boolean || value instanceof String || value instanceof Double) {
            return value;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Map<?, ?> map) {
            Scriptable object = Context.getCurrentContext().newObject(scope);
            map.forEach((name, each) -> put(object, String.valueOf(name), script(each)));
            return object;
        }
        if (value instanceof Collection<?> several) {
            Object[] items = new Object[several.size()];
            int i = 0;
            for (Object each : several) {
                items[i++] = script(each);
            }
            return Context.getCurrentContext().newArray(scope, items);
        }
        return value instanceof ScriptCallback callback ? callback.function() : value.toString();
    }

    // the language keeps whole numbers apart from names; put, unlike an assignment, knows no special names
    private static void put(Scriptable object, String name, Object value) {
        if (INDEX.matcher(name).matches()) {
            object.put(Integer.parseInt(name), object, value);
        } else {
            object.put(name, object, value);
        }
    }

    /** Native values of a list of JSON-like ones. */
    Object[] script(List<?> values) {
        return values.stream().map(this::script).toArray();
    }
}
