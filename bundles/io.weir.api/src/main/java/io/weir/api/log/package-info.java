// SPDX-License-Identifier: Apache-2.0
/**
 * Bounded logs of numbered entries, with long polls.
 *
 * <pre>{@code
 * log.await(lastSeen, 10, Duration.ofSeconds(60), entry -> true).thenAccept(newestFirst -> …);
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.log;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
