// SPDX-License-Identifier: Apache-2.0
/**
 * Addresses and prefixes as values that compare, hash and print fast.
 *
 * <pre>{@code
 * Prefix.parse("10.0.0.0/8").contains(Address.parse("10.4.1.7"))   // true
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.net;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
