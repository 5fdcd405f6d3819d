// SPDX-License-Identifier: Apache-2.0
package io.weir.api.topology;

import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Which interface faces what. A read view of a shard; thread: confined to the shard. */
@ProviderType
public interface InterfaceRole {
    /** Whether the agent is that of a node of the topology. */
    boolean contains(Agent agent);

    /** Whether the data source is an interface of the topology that no link ends at. */
    boolean edge(DataSource source);

    /** Whether a link of the topology ends at the data source. */
    boolean core(DataSource source);

    /** The name of the link that ends at an interface of the agent of {@code source}. */
    Optional<String> link(DataSource source, long ifIndex);
}
