// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import io.weir.api.store.Store;
import io.weir.script.internal.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Functions that keep values: over restarts, or for the other scripts of the app. Thread: any. */
public final class StoreFunctions {
    private static final int MOST_CHARACTERS = 8 << 20;

    private final Store store;
    private final Map<String, SharedValues> shared = new ConcurrentHashMap<>();

    public StoreFunctions(Store store) {
        this.store = store;
    }

    public List<ScriptFunction> rows() {
        return new Rows()
                .action(
                        "storeSet(key: string, value?: any)",
                        "Keeps a value for this script over restarts; without a value the key is deleted",
                        this::storeSet)
                .row(
                        "storeGet(key: string): any",
                        "What storeSet has kept; null when there is nothing",
                        (script, a) ->
                                shelf(script).read(a.text(0)).map(Json::read).orElse(null))
                .action(
                        "sharedSet(key: string, value?: any)",
                        "Gives a value to all scripts of this app; without a value the key is deleted",
                        this::sharedSet)
                .row(
                        "sharedGet(key: string): any",
                        "What a script of this app has given with sharedSet; null when there is nothing",
                        this::sharedGet)
                .list();
    }

    private Store.Shelf shelf(ScriptContext script) {
        return store.shelf(script.app().isEmpty() ? script.script() : script.app() + "~" + script.script());
    }

    private void storeSet(ScriptContext script, Arguments a) {
        if (a.list().size() < 2) {
            shelf(script).delete(a.text(0));
        } else {
            shelf(script).write(a.text(0), text(a));
        }
    }

    private static String text(Arguments a) {
        String text = Json.text(a.value(1));
        if (text.length() > MOST_CHARACTERS) {
            throw InvalidInput.of(a.function(), a.text(0), "value is too big: characters=" + text.length());
        }
        return text;
    }

    private void sharedSet(ScriptContext script, Arguments a) {
        SharedValues values = shared.computeIfAbsent(script.app(), app -> new SharedValues());
        if (a.list().size() < 2) {
            values.remove(a.text(0));
        } else {
            values.set(a.function(), a.text(0), text(a));
        }
    }

    private Object sharedGet(ScriptContext script, Arguments a) {
        SharedValues values = shared.get(script.app());
        return values == null ? null : values.get(a.text(0)).map(Json::read).orElse(null);
    }

    /** Drops what the scripts of an app have shared: the last of them is gone. */
    public void forget(String app) {
        shared.remove(app);
    }
}
