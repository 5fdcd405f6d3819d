// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SamplerTest {
    @Test
    void onePacketInNIsTakenWhateverTheGroups() {
        Sampler sampler = new Sampler(100, new SplittableRandom(1));
        SplittableRandom groups = new SplittableRandom(2);
        List<Long> pools = new ArrayList<>();
        while (sampler.pool() < 10_000_000) {
            sampler.pass(groups.nextInt(1_000), pools::add);
        }
        assertThat(sampler.pool() / 100.0).isCloseTo(pools.size(), within(4 * Math.sqrt(pools.size())));
        assertThat(pools).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void gapsAreRandom() {
        Sampler sampler = new Sampler(100, new SplittableRandom(1));
        List<Long> pools = new ArrayList<>();
        sampler.pass(1_000_000, pools::add);
        double meanSquare = 0;
        for (int i = 1; i < pools.size(); i++) {
            double gap = pools.get(i) - pools.get(i - 1);
            meanSquare += gap * gap / (pools.size() - 1);
        }
        // E[gap²] of the geometric distribution is (2 - p) / p²
        assertThat(meanSquare).isCloseTo(19_900, within(1_500.0));
    }

    @Test
    void rateOneTakesEveryPacket() {
        List<Long> pools = new ArrayList<>();
        new Sampler(1, new SplittableRandom(1)).pass(3, pools::add);
        assertThat(pools).containsExactly(1L, 2L, 3L);
    }
}
