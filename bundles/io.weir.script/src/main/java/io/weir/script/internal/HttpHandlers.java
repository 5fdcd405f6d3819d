// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.Registration;
import io.weir.api.script.Callback;
import io.weir.api.script.ScriptContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which function answers the requests to a script. Thread: any. */
public final class HttpHandlers {
    private record Place(String app, String script) {}

    private final Map<Place, Callback> handlers = new ConcurrentHashMap<>();

    /** Puts a handler in force, in the place of the script's present one. */
    public Registration set(ScriptContext script, Callback handler) {
        Place place = new Place(script.app(), script.script());
        handlers.put(place, handler);
        return () -> handlers.remove(place, handler);
    }

    Optional<Callback> find(String app, String script) {
        return Optional.ofNullable(handlers.get(new Place(app, script)));
    }
}
