// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;

/** An extractor of whole numbers that most often can tell one without a {@link KeyValue}. Thread: confined to the shard. */
public interface NumberExtractor extends Extractor {
    /** What {@link #number} answers when {@link #extract} is to be asked. */
    long UNTOLD = Long.MIN_VALUE;

    /** The number that {@link #extract} would find, in whatever layer, or {@link #UNTOLD}. */
    long number(Observation sample);
}
