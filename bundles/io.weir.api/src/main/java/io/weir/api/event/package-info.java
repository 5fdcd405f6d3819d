// SPDX-License-Identifier: Apache-2.0
/**
 * Thresholds, and the events that tell of their crossing.
 *
 * <pre>{@code
 * thresholds.define(Owner.REST, Threshold.parse("elephant", Map.of("metric", "pairs", "value", 125000, "byFlow", true)));
 * events.await(-1, 10, Duration.ofSeconds(60), event -> true).thenAccept(newestFirst -> …);
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
