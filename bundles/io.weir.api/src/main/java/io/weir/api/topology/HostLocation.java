// SPDX-License-Identifier: Apache-2.0
package io.weir.api.topology;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a host is: an edge port that its packets came in by. What is not known is empty. Thread: immutable.
 *
 * @param mac twelve upper-case hex digits
 * @param vlan that its packets came in with
 * @param ipaddress its IPv4 address; empty when there are many, as behind a router
 * @param ip6address its IPv6 address, likewise
 * @param aggregate ifIndex of the LAG its port belongs to
 * @param partner the system at the far end of that LAG
 * @param lastSeen ms ago
 */
public record HostLocation(
        String mac,
        String node,
        String port,
        String agent,
        String ifindex,
        String vlan,
        String ipaddress,
        String ip6address,
        String aggregate,
        String partner,
        long lastSeen) {
    /** The location as JSON has it; what is not known is left out. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        put(shown, "mac", mac);
        put(shown, "node", node);
        put(shown, "port", port);
        put(shown, "agent", agent);
        put(shown, "ifindex", ifindex);
        put(shown, "vlan", vlan);
        put(shown, "ipaddress", ipaddress);
        put(shown, "ip6address", ip6address);
        put(shown, "agg_attachedaggid", aggregate);
        put(shown, "agg_partneropersystemid", partner);
        shown.put("lastSeen", lastSeen);
        return shown;
    }

    private static void put(Map<String, Object> shown, String property, String text) {
        if (!text.isEmpty()) {
            shown.put(property, text);
        }
    }
}
