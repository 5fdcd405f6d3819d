// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.util.Optional;

/**
 * A key of a shard's definitions, read once for each sample however many definitions, filters and values have it.
 *
 * <p>Thread: confined to the shard.
 */
final class SharedKey implements BoundKey {
    private final Sharing sharing;
    private final BoundKey key;
    private final KeyValue value = new KeyValue();
    private long read = -1;
    private boolean present;

    SharedKey(Sharing sharing, BoundKey key) {
        this.sharing = sharing;
        this.key = key;
    }

    /** The value that {@link #read} found. */
    KeyValue value() {
        return value;
    }

    /** Whether the sample has the key; its {@link #value} is valid then, until the next sample. */
    boolean read(Observation sample) {
        if (read != sharing.sample) {
            present = key.extract(sample, value);
            read = sharing.sample;
        }
        return present;
    }

    @Override
    public boolean extract(Observation sample, KeyValue out) {
        return read(sample) && out.set(value);
    }

    /** Where the key is in packets of a layout. */
    Place place(Layout layout) {
        return Place.of(key, layout);
    }

    /** What reads the key, if that yields numbers alone. */
    Optional<NumberExtractor> number() {
        return key instanceof Place.TellingKey telling ? telling.number() : Optional.empty();
    }
}
