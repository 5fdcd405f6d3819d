// SPDX-License-Identifier: Apache-2.0
/**
 * Shards: who owns traffic state, how a part lives in one, and how others ask.
 *
 * <p>All traffic state lives in a shard, and one thread alone touches a shard. Everybody else asks and gets a future:
 *
 * <pre>{@code
 * shards.askAll(shard -> shard.view(Books.class).orElseThrow().agents())
 *       .thenAccept(perShard -> …);
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.shard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
