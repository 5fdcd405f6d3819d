// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TextTest {
    /** Clears a screen, rings, goes back, reverses and hides. */
    private static final String HOSTILE = "a\u001b[2J\u0007\r\n\u009b31m\u202eb\u200b\ud800c";

    @Test
    void nothingOfAHostileNameActsOnATerminal() {
        assertThat(Text.safe(HOSTILE)).isEqualTo("a\ufffd[2J\ufffd\ufffd\ufffd\ufffd31m\ufffdb\ufffd\ufffdc");
    }

    @Test
    void lettersOfTheWorldStay() {
        assertThat(Text.safe("Zürich 東京 😀")).isEqualTo("Zürich 東京 😀");
    }

    @Test
    void longTextIsCut() {
        assertThat(Text.safe("x".repeat(10_000))).hasSize(Text.LONGEST).endsWith("…");
    }

    @Test
    void jsonIsAscii() {
        assertThat(Json.text(Map.of("k\n", List.of(HOSTILE, 1, 2.5, 1.2345678e7, true, Double.NaN, "\"\\"))))
                .isEqualTo("{\"k\\u000a\":[\"a\\u001b[2J\\u0007\\u000d\\u000a\\u009b31m\\u202eb\\u200b\\ud800c\","
                        + "1,2.5,12345678,true,null,\"\\\"\\\\\"]}");
    }

    @Test
    void csvQuotesAndDefusesFormulas() {
        assertThat(Csv.cells(List.of(
                        Cell.text("a,b"), Cell.text("\"q\""), Cell.text("=cmd()"), Cell.count(-3), Cell.amount(1.5))))
                .isEqualTo("\"a,b\",\"\"\"q\"\"\",'=cmd(),-3,1.5");
    }
}
