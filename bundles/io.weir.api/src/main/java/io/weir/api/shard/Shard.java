// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import io.weir.api.metric.MetricId;
import io.weir.api.net.Address;
import java.util.Collection;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A part of all agents, with all that is known of them. Thread: confined to the shard's own. */
@ProviderType
public interface Shard {
    int index();

    /** Now, ms since 1970 on the clock of the shards (virtual in a replay). */
    long now();

    /**
     * What hash tables of traffic are seeded with, so that nobody can send keys that collide; the same in all shards, and in
     * every replay.
     */
    long seed();

    Collection<? extends Agent> agents();

    Optional<? extends Agent> agent(Address address);

    /** The read view of that type that one of the parts offers; empty while its bundle is not there. */
    <V> Optional<V> view(Class<V> type);

    /** Tells every part of a metric's value. */
    void publish(DataSource source, MetricId metric, double value);

    /** Tells every part of a metric's text. */
    void publishText(DataSource source, MetricId metric, String text);
}
