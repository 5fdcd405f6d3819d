// SPDX-License-Identifier: Apache-2.0
/**
 * Questions over all shards: metrics, tables, active flows, agents and the platform itself.
 *
 * <pre>{@code
 * queries.metrics(new MetricQuery(List.of("ALL"), List.of("max:ifinutilization"), MetricFilter.NONE)).thenAccept(one -> …);
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.query;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
