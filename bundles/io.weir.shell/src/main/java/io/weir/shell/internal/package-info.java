// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of the console, scope {@code weir}: each reads one service of the API and prints a {@link
 * io.weir.shell.internal.Listing}.
 */
@Header(name = "Karaf-Commands", value = "io.weir.shell.internal")
package io.weir.shell.internal;

import org.osgi.annotation.bundle.Header;
