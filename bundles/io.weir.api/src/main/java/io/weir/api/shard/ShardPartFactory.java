// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import org.osgi.annotation.versioning.ConsumerType;

/** Makes a part for each shard. A whiteboard service: parts come and go with it. */
@ConsumerType
@FunctionalInterface
public interface ShardPartFactory {
    /** A new part, on the shard's own thread. */
    ShardPart create(Shard shard);
}
