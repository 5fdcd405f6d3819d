// SPDX-License-Identifier: Apache-2.0
package io.weir.api.topology;

import java.util.LinkedHashMap;
import java.util.Map;

/** A link of the topology, between a port of one node and a port of another, or of the same. Thread: immutable. */
public record Link(String name, Port end1, Port end2) {
    /** A port by the names of its node and itself. Thread: immutable. */
    public record Port(String node, String name) {}

    /** The link as JSON has it. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("linkname", name);
        shown.put("node1", end1.node());
        shown.put("port1", end1.name());
        shown.put("node2", end2.node());
        shown.put("port2", end2.name());
        return shown;
    }

    /** The link as JSON has it, seen from the end at {@code local}. */
    public Map<String, Object> from(Port local) {
        Port remote = local.equals(end1) ? end2 : end1;
        Map<String, Object> shown = properties();
        shown.put("localnode", local.node());
        shown.put("localport", local.name());
        shown.put("remotenode", remote.node());
        shown.put("remoteport", remote.name());
        return shown;
    }
}
