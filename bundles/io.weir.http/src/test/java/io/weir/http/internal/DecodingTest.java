// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingTest {
    @Test
    void segmentsAreDecodedOneByOne() {
        assertThat(Decoding.path("/metric/10.4.0.1;sw2/max%3Aifinoctets%2Cload_one/json"))
                .containsExactly("metric", "10.4.0.1;sw2", "max:ifinoctets,load_one", "json");
        assertThat(Decoding.path("/a%2Fb/c")).containsExactly("a/b", "c");
        assertThat(Decoding.path("/")).containsExactly("");
        assertThat(Decoding.path("/html/")).containsExactly("html", "");
        assertThat(Decoding.path("/%E2%82%AC")).containsExactly("€");
    }

    @Test
    void plusIsASpaceButInNamesOfFiles() {
        assertThat(Decoding.path("/app/x/scripts/y.js/a+b/json")).contains("a b");
        assertThat(Decoding.path("/app/x/html/a+b.js")).contains("a+b.js");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "version",
                "/%",
                "/%4",
                "/%zz",
                "/%+1",
                "/..",
                "/a/../b",
                "/a/./b",
                "/%2e%2e/a",
                "/%2E./a",
                "/%00",
                "/a%0d%0ab",
                "/%ff",
                "/%c0%af",
                "/%ed%a0%80"
            })
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> Decoding.path(path)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void longPathsAreRefused() {
        assertThatThrownBy(() -> Decoding.path("/a".repeat(1000))).isInstanceOf(InvalidInput.class);
    }

    @Test
    void parametersRepeatAndMayBeEmpty() {
        assertThat(Decoding.query("a=1&b=x+y%26z&a=2&y=&z&&host_name=*.my%2Aco"))
                .isEqualTo(Map.of(
                        "a",
                        List.of("1", "2"),
                        "b",
                        List.of("x y&z"),
                        "y",
                        List.of(""),
                        "z",
                        List.of(""),
                        "host_name",
                        List.of("*.my*co")));
        assertThat(Decoding.query("agents=a;b")).isEqualTo(Map.of("agents", List.of("a;b")));
        assertThat(Decoding.query("")).isEmpty();
    }

    @Test
    void itemsOfListsAreSeparatedByCommaAndSemicolon() {
        assertThat(Decoding.list("10.4.0.1;sw2, x,,")).containsExactly("10.4.0.1", "sw2", "x");
    }
}
