// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.Layout;
import io.weir.flow.internal.NumberExtractor;
import io.weir.flow.internal.Place;
import java.util.function.ToLongFunction;

/** A number of 32 bits at most that every sample has, whatever its packet. Thread: immutable. */
final class SampleNumber implements NumberExtractor, Place.Telling {
    private final KeyType type;
    private final ToLongFunction<Observation> number;
    private final Extractor otherwise;

    /**
     * Makes one.
     *
     * @param number finds the number, with {@link KeyValue#high} 0, or {@link #UNTOLD}
     * @param otherwise is asked then
     */
    SampleNumber(KeyType type, ToLongFunction<Observation> number, Extractor otherwise) {
        this.type = type;
        this.number = number;
        this.otherwise = otherwise;
    }

    @Override
    public long number(Observation sample) {
        return number.applyAsLong(sample);
    }

    @Override
    public boolean extract(Observation sample, int layer, KeyValue out) {
        long found = number.applyAsLong(sample);
        return found != UNTOLD ? out.set(type, found) : otherwise.extract(sample, layer, out);
    }

    @Override
    public Place place(Layout layout, int occurrence) {
        return new Place.OfSample(this, type);
    }
}
