// SPDX-License-Identifier: Apache-2.0
/**
 * Sets of address groups, and maps, by which flow keys tell what an address or a value belongs to.
 *
 * <pre>{@code
 * groups.define(Owner.REST, GroupSet.parse("sites", Map.of("office", List.of("10.4.0.0/16", "2001:db8:4::/48"))));
 * // and a flow with keys "group:ipsource:sites" tells the sites apart
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.lookup;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
