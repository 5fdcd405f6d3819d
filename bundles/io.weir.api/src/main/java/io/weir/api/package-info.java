// SPDX-License-Identifier: Apache-2.0
/**
 * The words every bundle uses: rows and their catalogs, registrations, owners, and the error for bad input.
 *
 * <p>A bundle that adds a feature contributes rows through one whiteboard service, and gets back a
 * {@link io.weir.api.Registration} that undoes it:
 *
 * <pre>{@code
 * Registration rows = catalog.add(List.of(row));   // in force
 * rows.close();                                    // undone
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
