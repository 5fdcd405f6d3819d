// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.Extractor;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import java.util.Optional;

/** Where a key's value is in all packets of a {@link Layout}. Thread: immutable. */
public sealed interface Place {
    /** In none of them. */
    Place ABSENT = Nowhere.ABSENT;

    /** That cannot be told beforehand: each packet is to be looked at. */
    Place UNTOLD = Nowhere.UNTOLD;

    /**
     * In a header, if it was sampled that far; else each packet is to be looked at.
     *
     * @param layer of the header
     * @param at bytes from the begin of the header
     * @param width of the field in bytes: up to 6, or 16
     * @param shift by which the field is shifted, unless it is of 16 bytes
     * @param mask of what is left then
     * @param high as {@link KeyValue#high()}
     */
    record Field(int layer, int at, int width, int shift, long mask, KeyType type, int high) implements Place {}

    /** Not in the packet: what this reads off the sample, a number of 32 bits at most whose {@link KeyValue#high} is 0. */
    record OfSample(NumberExtractor extractor, KeyType type) implements Place {}

    /** The same text in all of them. */
    record Text(String text) implements Place {}

    /** The two that need no more than a name. */
    enum Nowhere implements Place {
        ABSENT,
        UNTOLD
    }

    /** An extractor that can tell where it reads. */
    interface Telling extends Extractor {
        Place place(Layout layout, int occurrence);
    }

    /** A key that can tell where it is read. */
    interface TellingKey extends BoundKey {
        Place place(Layout layout);

        /** What reads it, if that yields numbers alone. */
        default Optional<NumberExtractor> number() {
            return Optional.empty();
        }
    }

    /** Where a key is read in packets of a layout. */
    static Place of(BoundKey key, Layout layout) {
        return key instanceof TellingKey telling ? telling.place(layout) : UNTOLD;
    }

    /** Where an extractor reads in packets of a layout. */
    static Place of(Extractor extractor, Layout layout, int occurrence) {
        return extractor instanceof Telling telling ? telling.place(layout, occurrence) : UNTOLD;
    }
}
