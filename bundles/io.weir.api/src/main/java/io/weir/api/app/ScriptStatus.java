// SPDX-License-Identifier: Apache-2.0
package io.weir.api.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a script fares. Thread: immutable.
 *
 * @param alive whether it was loaded and runs
 * @param fault the last error, with file and line; empty when there was none
 * @param lacks what the script asked for in vain, because Weir has no such thing: a BGP speaker
 * @param header the structured comments at its head: {@code author}, {@code version}, {@code description} …
 * @param counts {@code eventsReceived}, {@code flowsReceived}, {@code requestsReceived}, {@code cpuMs} …
 */
public record ScriptStatus(
        boolean alive, String fault, List<String> lacks, Map<String, String> header, Map<String, Number> counts) {
    public ScriptStatus {
        lacks = List.copyOf(lacks);
        header = Map.copyOf(header);
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
}
