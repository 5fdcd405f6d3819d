// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.net.Address;
import io.weir.api.topology.Link;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A topology as it was set, checked. Thread: immutable.
 *
 * @param given all of it, as JSON-like values
 * @param nodes every node, those that only links name included
 */
record Model(Map<String, Object> given, Map<String, Told> nodes, Map<String, Link> links, Graph graph) {
    /**
     * What was told of a node.
     *
     * @param agent empty when it is to be learned
     * @param ports every port told of or named by a link
     */
    record Told(Optional<Said<Address>> agent, Map<String, Optional<Said<Long>>> ports) {}

    /**
     * Something told.
     *
     * @param learned whether it had been learned when it was told: then what is learned from now on wins over it
     */
    record Said<T>(T value, boolean learned) {}

    static Model of(Map<String, Object> given, Map<String, Told> nodes, Map<String, Link> links) {
        return new Model(
                given,
                Collections.unmodifiableMap(new LinkedHashMap<>(nodes)),
                Collections.unmodifiableMap(new LinkedHashMap<>(links)),
                new Graph(nodes.keySet(), links.values()));
    }
}
