// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import io.weir.api.shard.Observation;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A flow key with its layer, or a key function with its arguments: what a definition's key stands for, in one shard.
 *
 * <p>Thread: confined to the shard; it may keep scratch state, and must not allocate in the steady state, block or throw.
 */
@ConsumerType
@FunctionalInterface
public interface BoundKey {
    /** Puts the value into {@code out} and answers true, or answers false when the sample has none. */
    boolean extract(Observation sample, KeyValue out);
}
