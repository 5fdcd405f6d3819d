// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import io.weir.api.shard.Observation;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads a flow key off a sample.
 *
 * <p>Thread: confined to the shard, at most once per sample and key: it must not allocate, block or throw.
 */
@ConsumerType
@FunctionalInterface
public interface Extractor {
    /**
     * Puts the key's value into {@code out} and answers true, or answers false when the sample has none.
     *
     * @param layer which occurrence of the key's protocol: 0 for {@code ipsource}, 1 for {@code ipsource.1}
     */
    boolean extract(Observation sample, int layer, KeyValue out);
}
