// SPDX-License-Identifier: Apache-2.0
/**
 * Applications: what an app is, which there are, and the scope that holds what an app put in force.
 *
 * <pre>{@code
 * AppScope scope = new AppScope();
 * scope.own(definitions.define(owner, definition));
 * scope.close();                                   // newest first; nothing to forget
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.app;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
