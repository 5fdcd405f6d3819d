// SPDX-License-Identifier: Apache-2.0
/**
 * The topology: nodes, the links between their ports, and what is learned of both from the datagrams of their agents.
 *
 * <pre>{@code
 * topology.set(Owner.REST, Map.of("links", Map.of("L1", Map.of(
 *         "node1", "leaf1", "port1", "swp1", "node2", "spine1", "port2", "swp7"))));
 * topology.network().flatMap(network -> network.link(Address.parse("10.4.0.1"), 3)).map(Link::name)   // L1
 * }</pre>
 */
@Export
@Version("0.2.0")
package io.weir.api.topology;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
