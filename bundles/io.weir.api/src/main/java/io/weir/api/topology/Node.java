// SPDX-License-Identifier: Apache-2.0
package io.weir.api.topology;

import io.weir.api.net.Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the topology, as far as it is told or learned. Thread: immutable.
 *
 * @param agent the sFlow agent that reports of it; empty while it is not known
 * @param ports the ifIndex of each port whose one is known
 */
public record Node(String name, Optional<Address> agent, Map<String, Long> ports) {
    public Node {
        ports = Collections.unmodifiableMap(new LinkedHashMap<>(ports));
    }
}
