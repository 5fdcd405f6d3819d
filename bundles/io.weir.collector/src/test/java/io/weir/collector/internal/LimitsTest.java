// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void aSmallHeapIsNotPromisedToMoreDataSourcesThanItHolds() {
        assertThat(Limits.dataSources(512L << 20)).isEqualTo(131_072);
        assertThat(Limits.dataSources(4L << 30)).isEqualTo(Limits.DEFAULT.dataSources());
    }
}
