// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.Catalog;
import io.weir.api.InvalidInput;
import io.weir.api.app.AppFile;
import io.weir.api.script.ScriptFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * The global scope of a script: the language's own objects, the functions of the catalog as ordinary properties that the
 * script may overwrite, and what the script adds.
 *
 * <p>Thread: confined to the script's; {@link #header} any.
 */
final class GlobalScope {
    private static final int MOST_BYTES = 16 << 20;
    private static final Pattern CONSTANT = Pattern.compile("^const\\s+([\\w$]+)", Pattern.MULTILINE);

    private final RunningScript script;
    private final Catalog<ScriptFunction> functions;
    private volatile Map<String, String> header = Map.of();
    private ScriptableObject scope;
    private Scriptable holder;
    private Values values;

    GlobalScope(RunningScript script, Catalog<ScriptFunction> functions) {
        this.script = script;
        this.functions = functions;
    }

    /** Makes the scope and runs the script's file in it. */
    Object load(Context context, String path) {
        String source = read(path);
        header = ScriptHeader.of(source);
        script.mayRun(source);
        scope = Contexts.standardScope(context);
        values = new Values(scope, function -> new ScriptCallback(script, function));
        holder = holder(context);
        addFunctions();
        return run(context, source, path);
    }

    Map<String, String> header() {
        return header;
    }

    // "wrapglobals: rt" keeps the names of the functions free for the script: they are in the object rt
    private Scriptable holder(Context context) {
        String name = header.getOrDefault("wrapglobals", "");
        if (name.isEmpty()) {
            return scope;
        }
        Scriptable object = context.newObject(scope);
        ScriptableObject.defineProperty(scope, name, object, ScriptableObject.DONTENUM);
        return object;
    }

    /** Adds the functions of the catalog that have no property yet: rows may come while the script runs. */
    void addFunctions() {
        for (ScriptFunction row : functions.all()) {
            if (!holder.has(row.name(), holder)) {
                ScriptableObject.defineProperty(
                        (ScriptableObject) holder,
                        row.name(),
                        new BoundFunction(script, functions, row, values).property(scope),
                        ScriptableObject.DONTENUM);
            }
        }
    }

    /** Runs another file of the app in this scope. */
    Object include(String path) {
        String found = ScriptPaths.resolve(script.app(), path);
        run(Context.getCurrentContext(), read(found), found);
        return null;
    }

    private Object run(Context context, String source, String path) {
        CONSTANT.matcher(source).results().map(match -> match.group(1)).forEach(this::makeRoom);
        Script compiled = ((Contexts.Timed) context).compiled(LegacySyntax.cure(context, source, path), path);
        return compiled.exec(context, scope, scope);
    }

    // the engine lets var, let and function take the name of a property that is there already, but not const
    private void makeRoom(String name) {
        if (scope.get(name, scope) instanceof LambdaFunction
                && functions.find(name).isPresent()) {
            scope.delete(name);
        }
    }

    private String read(String path) {
        AppFile file = script.files()
                .file(path)
                .orElseThrow(() -> InvalidInput.of(
                        "file",
                        path,
                        script.app().isEmpty()
                                ? "there is none beside the script"
                                : "there is none in app " + script.app()));
        try (InputStream in = file.open()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw InvalidInput.of("file", path, "too big: limit=" + MOST_BYTES);
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls a function with JSON-like arguments; its result is JSON-like. */
    Object invoke(Context context, Function function, List<?> arguments) {
        Object result = function.call(context, scope, scope, values.script(arguments));
        return values.result(result);
    }
}
