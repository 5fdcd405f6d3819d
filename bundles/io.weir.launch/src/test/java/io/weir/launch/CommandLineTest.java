// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static CommandLine parse(String... words) throws Refusal {
        return CommandLine.parse(List.of(words));
    }

    @Test
    void wordsAreUnderstoodInAnyOrder() throws Refusal {
        CommandLine line =
                parse("-Dhttp.port=8009", "--home", "/h", "--shell", "-Dsflow.file=a=b c", "--demo", "-Dflag");

        assertThat(line.shell()).isTrue();
        assertThat(line.demo()).isTrue();
        assertThat(line.help()).isFalse();
        assertThat(line.settings())
                .containsEntry("http.port", "8009")
                .containsEntry("sflow.file", "a=b c")
                .containsEntry("flag", "")
                .hasSize(3);
    }

    @Test
    void laterSettingWins() throws Refusal {
        assertThat(parse("-Dx=1", "-Dx=2").settings()).containsEntry("x", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--port", "8008", "-x", "", "demo", "--Demo", "-D", "-D=1", "-Dx=a\nb", "--home=", "--home=-Dx=1"
            })
    void anythingElseIsRefused(String word) {
        assertThatThrownBy(() -> parse(word))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(Refusal.USAGE))
                .message()
                .startsWith("argument \"")
                .doesNotContain("\n");
    }

    @Test
    void homeWithoutADirectoryIsRefused() {
        assertThatThrownBy(() -> parse("--home"))
                .hasMessage("argument \"--home\": names no directory: write --home DIR");
        assertThatThrownBy(() -> parse("--home", "--demo")).isInstanceOf(Refusal.class);
    }
}
