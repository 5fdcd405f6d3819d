// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.NumberExtractor;

/** Bytes of the frame, or of what an application transferred. Thread: immutable. */
final class FrameBytes implements NumberExtractor {
    @Override
    public long number(Observation sample) {
        long length = sample.frameLength();
        return length > 0 ? length : UNTOLD;
    }

    @Override
    public boolean extract(Observation sample, int layer, KeyValue out) {
        long length = sample.frameLength();
        return length > 0 ? out.set(KeyType.INTEGER, length) : ApplicationKeys.transferred(sample, layer, out);
    }
}
