// SPDX-License-Identifier: Apache-2.0
package io.weir.api.topology;

import io.weir.api.Owner;
import io.weir.api.net.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/** The topology at a moment, with what was learned by then. Thread: immutable. */
@ProviderType
public interface Network {
    /** Greater than that of any network before it, over restarts too. */
    long version();

    /** Who set it. */
    Owner owner();

    /**
     * The topology as JSON has it, and as {@link Topology#set} takes it again: what was set, {@code version}, and the nodes'
     * agents and ports that were learned, marked {@code learned}. Mutable and the caller's own.
     */
    Map<String, Object> properties();

    /** Every node by name: those told of, and those that links name. */
    Map<String, Node> nodes();

    Map<String, Link> links();

    /** The links that end at a node; empty when there is no such node. */
    List<Link> linksOf(String node);

    /** The nodes that an agent reports of: more than one when it has several bridges. */
    List<String> nodesOf(Address agent);

    /** The port at an interface: its node, and its name as far as it is known, else empty. */
    Optional<Link.Port> port(Address agent, long ifIndex);

    /** The link that ends at an interface. */
    Optional<Link> link(Address agent, long ifIndex);

    /** How many links the longest of all shortest ways between two nodes has; empty when there is no link. */
    OptionalInt diameter();

    /** The shortest ways between two nodes, {@value #MOST_PATHS} at most; none when there is no way or no such node. */
    List<Path> shortestPaths(String from, String to);

    int MOST_PATHS = 64;
}
