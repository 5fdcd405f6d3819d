// SPDX-License-Identifier: Apache-2.0
/**
 * What outlives a process: settings, stored values, and sequences of ids.
 *
 * <pre>{@code
 * int port = settings.integer("sflow.port", 6343);
 * long id = sequences.open("events").next();
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
