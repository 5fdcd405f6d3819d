// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import io.weir.api.net.Address;
import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An sFlow agent that a shard has heard of: everything that sends under one agent address, whatever its sub-agents.
 *
 * <p>Thread: confined to the shard; {@link #address()} and {@link #name()} are constant.
 */
@ProviderType
public interface Agent {
    Address address();

    /** The address as text. */
    String name();

    Collection<? extends DataSource> dataSources();

    /** Whether this is one of the demonstration's agents (198.18.0.0/15, RFC 2544), to be marked wherever it is shown. */
    boolean demo();
}
