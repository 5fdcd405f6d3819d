// SPDX-License-Identifier: Apache-2.0
/**
 * The one clock of the platform. Shards, events, timers and scripts take time from it alone, so that a replay and a test can
 * drive all of them together. What deals with people, files and sockets takes the {@link io.weir.api.time.MachineTimeline}.
 *
 * <pre>{@code
 * Registration timer = timeline.every(Duration.ofSeconds(1), () -> log.info("{}", timeline.millis()));
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.time;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
