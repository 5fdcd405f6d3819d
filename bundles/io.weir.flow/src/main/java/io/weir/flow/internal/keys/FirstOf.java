// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.Layout;
import io.weir.flow.internal.Place;
import java.nio.charset.StandardCharsets;

/** The first of some keys that a sample has. Thread: confined to the shard. */
final class FirstOf implements Place.TellingKey {
    private final BoundKey[] keys;

    FirstOf(BoundKey... keys) {
        this.keys = keys.clone();
    }

    @Override
    public boolean extract(Observation sample, KeyValue out) {
        for (BoundKey key : keys) {
            if (key.extract(sample, out)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Place place(Layout layout) {
        for (BoundKey key : keys) {
            Place place = Place.of(key, layout);
            if (place != Place.ABSENT) {
                return place;
            }
        }
        return Place.ABSENT;
    }

    /** A key that every sample has: a text. */
    static Place.TellingKey text(String text) {
        return new Always(text, text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Always implements Place.TellingKey {
        private final String text;
        private final byte[] bytes;

        Always(String text, byte[] bytes) {
            this.text = text;
            this.bytes = bytes;
        }

        @Override
        public boolean extract(Observation sample, KeyValue out) {
            return out.set(bytes, 0, bytes.length);
        }

        @Override
        public Place place(Layout layout) {
            return new Place.Text(text);
        }
    }
}
