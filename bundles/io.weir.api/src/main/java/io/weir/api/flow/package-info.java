// SPDX-License-Identifier: Apache-2.0
/**
 * Flows: keys, key functions, definitions, tables, and records of completed flows.
 *
 * <pre>{@code
 * FlowDefinition pairs = FlowDefinition.parse("pairs", Map.of("keys", "ipsource,ipdestination", "value", "bytes"));
 * Registration flow = definitions.define(Owner.REST, pairs);
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.flow;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
