// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.script.Parameter;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import io.weir.api.script.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows of script functions shortly: {@code row("getFlow(name: string): object", doc, body)}, with {@code ?} behind the
 * name of a parameter that may be left out. Thread: confined to the one that fills it.
 */
final class Rows {
    /** What a function does with its arguments. */
    @FunctionalInterface
    interface Body {
        Object call(ScriptContext script, Arguments arguments);
    }

    /** What a function without a result does. */
    @FunctionalInterface
    interface Action {
        void call(ScriptContext script, Arguments arguments);
    }

    private final List<ScriptFunction> rows = new ArrayList<>();

    Rows row(String form, String doc, Body body) {
        String name = form.substring(0, form.indexOf('('));
        rows.add(new ScriptFunction(
                name, signature(form), doc, (script, list) -> body.call(script, new Arguments(name, list))));
        return this;
    }

    Rows action(String form, String doc, Action action) {
        return row(form + ": void", doc, (script, arguments) -> {
            action.call(script, arguments);
            return null;
        });
    }

    private static Signature signature(String form) {
        List<Parameter> parameters = new ArrayList<>();
        int end = form.lastIndexOf("):");
        String inside = form.substring(form.indexOf('(') + 1, end);
        for (String each : inside.isEmpty() ? new String[0] : inside.split(", ", -1)) {
            String[] parts = each.split(": ", 2);
            boolean optional = parts[0].endsWith("?");
            String name = optional ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
            parameters.add(new Parameter(name, parts[1], optional));
        }
        return new Signature(form.substring(end + 2).strip(), parameters);
    }

    List<ScriptFunction> list() {
        return List.copyOf(rows);
    }
}
