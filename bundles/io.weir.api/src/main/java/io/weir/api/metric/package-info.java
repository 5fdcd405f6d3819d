// SPDX-License-Identifier: Apache-2.0
/**
 * Metrics: names, and the table of last values that each shard keeps.
 *
 * <pre>{@code
 * shards.askAll(shard -> shard.view(MetricTable.class).orElseThrow().names());
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.metric;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
