// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvalidInputTest {
    @Test
    void namesThatFillAPageAreCutWhenTold() {
        String filter = "x".repeat(60_000);

        InvalidInput wrong = InvalidInput.of("key", filter, "no").at(50_000).within("filter", filter);

        assertThat(wrong.getMessage())
                .startsWith("filter \"xxx")
                .endsWith("x…\": no")
                .hasSizeLessThan(2_100);
        assertThat(wrong.position()).isEqualTo(50_000);
    }
}
