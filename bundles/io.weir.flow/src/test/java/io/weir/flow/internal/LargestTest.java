// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargestTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 3, 10, 99, 500, 501, Integer.MAX_VALUE})
    void keptAreTheFirstOfAStableSort(int most) {
        Random random = new Random(most);
        double[] values = new double[500];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 50 == 0 ? Double.NaN : i % 7 == 0 ? -0.0 : random.nextInt(100) - 10;
        }
        int[] sorted = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(index -> values[index])
                        .reversed())
                .limit(Math.max(0, most))
                .mapToInt(Integer::intValue)
                .toArray();

        Largest largest = new Largest(values, most);
        for (int index = 0; index < values.length; index++) {
            largest.offer(index);
        }

        assertThat(largest.take()).containsExactly(sorted);
        assertThat(largest.take()).isEmpty();
    }
}
