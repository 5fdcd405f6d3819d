// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyHashTest {
    private static final int SIDE = 1024;

    /** Pairs of keys that a network has, each of two numbers below {@link #SIDE}. */
    enum Pairs {
        NEIGHBOURS(1, KeyType.IPV4),
        SUBNETS(256, KeyType.IPV4),
        PORTS(1, KeyType.INTEGER),
        MULTIPLES(4096, KeyType.INTEGER),
        STATIONS(1L << 24, KeyType.MAC);

        private final long step;
        private final KeyType type;

        Pairs(long step, KeyType type) {
            this.step = step;
            this.type = type;
        }

        long hash(KeyHash hash, KeyValue value, int one, int other) {
            value.set(type, one * step);
            long sum = hash.part(0, value);
            value.set(type, other * step);
            return sum + hash.part(1, value);
        }
    }

    /**
     * Of a million no two are alike; and of each half of what tables take for places as many are alike as of numbers drawn at
     * random: 128, ± 11.
     */
    @ParameterizedTest
    @EnumSource(Pairs.class)
    void listsOfNearbyKeysHashAsIfAtRandom(Pairs pairs) {
        KeyValue value = new KeyValue();
        for (long seed = 1; seed <= 2; seed++) {
            KeyHash hash = new KeyHash(seed);
            long[] hashes = new long[SIDE * SIDE];
            for (int i = 0; i < hashes.length; i++) {
                hashes[i] = pairs.hash(hash, value, i / SIDE, i % SIDE);
            }
            assertThat(alike(hashes)).isZero();
            long[] placing =
                    Arrays.stream(hashes).map(code -> hash.with(code, 1)).toArray();
            assertThat(alike(Arrays.stream(placing).map(code -> code >>> 32).toArray()))
                    .isBetween(80, 176);
            assertThat(alike(Arrays.stream(placing).map(code -> code << 32).toArray()))
                    .isBetween(80, 176);
        }
    }

    private static int alike(long[] hashes) {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        int alike = 0;
        for (int i = 1; i < sorted.length; i++) {
            alike += sorted[i] == sorted[i - 1] ? 1 : 0;
        }
        return alike;
    }
}
