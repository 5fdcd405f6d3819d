// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A fact about an address. What was found is remembered, for the {@value #REMEMBERED} addresses met last, so that the steady
 * state neither searches nor allocates. Thread: confined to the shard.
 */
final class GeoKey implements BoundKey {
    private static final int REMEMBERED = 4096;
    private static final byte[] NONE = {};

    private final BoundKey address;
    private final OperatorFile<GeoDatabase> file;
    private final GeoFact fact;
    private final KeyValue value = new KeyValue();
    private final long[] highs = new long[REMEMBERED];
    private final long[] lows = new long[REMEMBERED];
    private final byte[][] texts = new byte[REMEMBERED][];
    private Optional<GeoDatabase> seen = Optional.empty();

    GeoKey(BoundKey address, OperatorFile<GeoDatabase> file, GeoFact fact) {
        this.address = address;
        this.file = file;
        this.fact = fact;
    }

    @Override
    public boolean extract(Observation sample, KeyValue out) {
        Optional<GeoDatabase> database = file.get();
        if (database.isEmpty() || !address.extract(sample, value) || !isAddress(value)) {
            return false;
        }
        if (!database.equals(seen)) {
            seen = database;
            Arrays.fill(texts, null);
        }
        byte[] text = text(database.get());
        return text.length > 0 && out.set(text, 0, text.length);
    }

    private byte[] text(GeoDatabase database) {
        long high = value.type() == KeyType.IPV4 ? -1 : value.high();
        int slot = (int) ((high * 31 + value.low()) * 0x9e37_79b9_7f4a_7c15L >>> 52);
        if (texts[slot] == null || lows[slot] != value.low() || highs[slot] != high) {
            highs[slot] = high;
            lows[slot] = value.low();
            texts[slot] = database.find(value)
                    .map(fact.of())
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .orElse(NONE);
        }
        return texts[slot];
    }

    private static boolean isAddress(KeyValue value) {
        return value.type() == KeyType.IPV4 || value.type() == KeyType.IPV6;
    }
}
