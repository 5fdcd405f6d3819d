// SPDX-License-Identifier: Apache-2.0
package io.weir.api.topology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A way through the topology. Thread: immutable.
 *
 * @param nodes names, from the first to the last
 * @param links names of the links between them: one fewer
 */
public record Path(List<String> nodes, List<String> links) {
    public Path {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    /** The path as JSON has it. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("nodes", nodes);
        shown.put("links", links);
        return shown;
    }
}
