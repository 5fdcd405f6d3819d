// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How published scripts pass what functions take. */
class ArgumentsTest {
    private static Arguments of(Object... values) {
        return new Arguments("f", Arrays.asList(values));
    }

    @Test
    void numbersComeAsTexts() {
        Arguments a = of("1000", " 2.5 ", List.of("7"), null, "", 3.0, Double.NaN);
        assertThat(List.of(
                        a.integer(0, 0),
                        a.number(1, 0),
                        a.integer(2, 0),
                        a.integer(3, 8),
                        a.integer(4, 9),
                        a.integer(5, 0),
                        a.integer(6, 10)))
                .hasToString("[1000, 2.5, 7, 8, 9, 3, 10]");
        assertThatThrownBy(() -> of("n").integer(0, 1))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("argument 1")
                .hasMessageContaining("not a number: value=n");
    }

    @Test
    void namesComeInTextsArraysAndArraysOfArrays() {
        assertThat(of("a,b;c").names(0)).containsExactly("a", "b", "c");
        assertThat(of(List.of("a", "b,c")).names(0)).containsExactly("a", "b", "c");
        assertThat(of(List.of(List.of("10.0.0.1"))).names(0)).containsExactly("10.0.0.1");
        assertThat(of("").names(0)).isEmpty();
        assertThat(of().names(0)).isEmpty();
    }

    @Test
    void anArrayOfOneIsThatOne() {
        assertThat(of(List.of("10.0.0.1")).text(0)).isEqualTo("10.0.0.1");
        assertThat(of(List.of("a", "b")).text(0)).isEqualTo("a,b");
        assertThat(of(5.0).text(0)).isEqualTo("5");
        assertThat(of(Map.of("a", 1.0)).text(0)).isEqualTo("{\"a\":1}");
    }

    @Test
    void noAgentIsOneThatIsNotThere() {
        assertThat(of((Object) null).agents(0)).containsExactly("null");
        assertThat(of().agents(0)).containsExactly("null");
        assertThat(of(List.of(List.of("10.0.0.1"))).agents(0)).containsExactly("10.0.0.1");
    }
}
