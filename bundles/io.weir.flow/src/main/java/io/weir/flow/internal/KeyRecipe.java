// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How the keys of a list are read in all packets of a {@link Layout}. Thread: immutable. */
final class KeyRecipe {
    /** Packets lack a key. */
    static final KeyRecipe LACKING = new KeyRecipe(List.of(), 0);

    /** That cannot be told: each key is to be asked. */
    static final KeyRecipe ASKING = new KeyRecipe(List.of(), 0);

    final KeyPiece[] pieces;
    /** What keys that are the same in all packets add to the hash. */
    final long constant;

    private KeyRecipe(List<KeyPiece> pieces, long constant) {
        this.pieces = pieces.toArray(KeyPiece[]::new);
        this.constant = constant;
    }

    /** The recipe of the keys at these places. */
    static KeyRecipe of(List<Place> places, KeyHash hashes) {
        if (places.contains(Place.ABSENT)) {
            return LACKING;
        }
        if (places.contains(Place.UNTOLD) || places.isEmpty()) {
            return ASKING;
        }
        List<KeyPiece> pieces = new ArrayList<>();
        long constant = 0;
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) instanceof Place.Field field) {
                pieces.addAll(KeyPiece.of(i, field, hashes));
            } else if (places.get(i) instanceof Place.Text text) {
                KeyValue value = text(text);
                pieces.addAll(KeyPiece.of(value));
                constant += hashes.part(i, value);
            }
        }
        return new KeyRecipe(pieces, constant);
    }

    private static KeyValue text(Place.Text text) {
        byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
        KeyValue value = new KeyValue();
        value.set(bytes, 0, bytes.length);
        return value;
    }
}
