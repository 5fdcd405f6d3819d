// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentLinesTest {
    private final RecentLines lines = new RecentLines();

    @Test
    void linesOfAppsThatCameAndWentAreForgottenBeforeThoseOfOneThatStillLogs() {
        for (int i = 0; i < 1_000; i++) {
            lines.add("app" + i, "a.js", "INFO", "once");
            lines.add("busy", "a.js", "INFO", "line " + i);
        }
        assertThat(lines.of("app0")).isEmpty();
        assertThat(lines.of("app999")).hasSize(1);
        assertThat(lines.of("busy")).hasSize(200).last().asString().contains("line 999");
    }
}
