// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.Catalog;
import io.weir.api.script.Parameter;
import io.weir.api.script.ScriptFunction;
import io.weir.api.script.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.Undefined;

/**
 * A row of the catalog as one script sees it: checks arity, converts both ways, turns exceptions into the script's.
 *
 * <p>The row is looked up at each call, so that one whose bundle is replaced is too. Thread: confined to the script's.
 */
final class BoundFunction {
    private final RunningScript script;
    private final Catalog<ScriptFunction> functions;
    private final String name;
    private final Values values;
    private ScriptFunction known;
    private int required;

    BoundFunction(RunningScript script, Catalog<ScriptFunction> functions, ScriptFunction row, Values values) {
        this.script = script;
        this.functions = functions;
        this.name = row.name();
        this.values = values;
        this.known = row;
        this.required = row.signature().required();
    }

    Scriptable property(Scriptable scope) {
        return new LambdaFunction(scope, name, required, (context, caller, self, arguments) -> call(arguments));
    }

    private Object call(Object[] given) {
        script.check();
        ScriptFunction row = row();
        if (given.length < required) {
            throw ScriptRuntime.constructError("TypeError", usage(row.signature()) + ": arguments=" + given.length);
        }
        try {
            Object result = row.body().call(script, arguments(given));
            return row.signature().returns().equals("void") ? Undefined.instance : values.script(result);
        } catch (RhinoException thrown) {
            throw thrown;
        } catch (RuntimeException fact) {
            String message = fact.getMessage() == null ? fact.toString() : fact.getMessage();
            throw ScriptRuntime.constructError("Error", message);
        }
    }

    // identity: another row of the name has another body
    @SuppressWarnings("ReferenceEquality")
    private ScriptFunction row() {
        ScriptFunction row = functions.find(name).orElse(null);
        if (row == null) {
            throw ScriptRuntime.constructError("Error", name + ": its bundle is not there at present");
        }
        if (row != known) {
            known = row;
            required = row.signature().required();
        }
        return row;
    }

    // arguments that were left out at the end are not given: storeSet(key, undefined) is storeSet(key)
    private List<Object> arguments(Object[] given) {
        int count = given.length;
        while (count > required && Undefined.isUndefined(given[count - 1])) {
            count--;
        }
        List<Object> arguments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            arguments.add(values.argument(given[i]));
        }
        return arguments;
    }

    private String usage(Signature signature) {
        return name + "("
                + signature.parameters().stream().map(BoundFunction::show).collect(Collectors.joining(", ")) + ")";
    }

    private static String show(Parameter parameter) {
        return parameter.optional() ? "[" + parameter.name() + "]" : parameter.name();
    }
}
