// SPDX-License-Identifier: Apache-2.0
package io.weir.api.metric;

import io.weir.api.shard.DataSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The last values of a shard's metrics. A read view; thread: confined to the shard. */
@ProviderType
public interface MetricTable {
    Optional<Reading> find(DataSource source, MetricId metric);

    Collection<? extends Reading> all(DataSource source);

    /** When each metric was last updated, at any data source: ms since 1970. */
    Map<String, Long> names();
}
