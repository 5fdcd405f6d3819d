// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What sends samples within an agent: an interface, a host, a virtual machine …
 *
 * <p>Thread: confined to the shard; all but {@link #agent()}'s state is constant. Source: sFlow v5 §3.3.
 */
@ProviderType
public interface DataSource {
    /**
     * A small number that no other data source of the shard has now; one that is free again is used again, after
     * {@link ShardPart#onForgotten}. Parts index arrays by it.
     */
    int id();

    Agent agent();

    long subAgent();

    /** 0 ifIndex, 1 VLAN, 2 physical entity, 3 logical entity; 4 a source that a user's program named ({@link #index()} is 0). */
    int sourceClass();

    long index();

    /** As metrics are qualified with: {@code 3} for an ifIndex, {@code 2.1} otherwise, or the name that was given. */
    String name();
}
