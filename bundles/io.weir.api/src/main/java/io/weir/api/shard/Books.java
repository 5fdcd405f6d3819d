// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import io.weir.api.net.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The books of a shard: what was received, lost and rejected, and of whom. A read view; thread: confined to the shard. */
@ProviderType
public interface Books {
    /** What the shard counts about itself, by name. */
    Map<String, Number> counters();

    List<AgentBook> agents();

    Optional<AgentBook> agent(Address address);

    /** The book of a data source, by its name. */
    Optional<DataSourceBook> dataSource(Address agent, String name);

    /** The books of all data sources of an agent; empty when there is no such agent. */
    List<DataSourceBook> dataSources(Address agent);
}
