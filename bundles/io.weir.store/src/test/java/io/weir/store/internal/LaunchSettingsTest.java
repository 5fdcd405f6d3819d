// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchSettingsTest {
    @TempDir
    private Path run;

    private LaunchSettings settings(String text) throws IOException {
        return new LaunchSettings(Files.writeString(run.resolve("settings"), text));
    }

    @Test
    void firstEqualsSignSplitsAndAllElseIsKept() throws IOException {
        LaunchSettings settings = settings("http.port=8009\nfilter=a=b\nempty=\nname=größe #1\n\nno setting\n=none\n");

        assertThat(settings.integer("http.port", 8008)).isEqualTo(8009);
        assertThat(settings.get("filter")).contains("a=b");
        assertThat(settings.get("empty")).contains("");
        assertThat(settings.get("name")).contains("größe #1");
        assertThat(settings.names()).containsExactly("empty", "filter", "http.port", "name");
    }

    @Test
    void nothingOfTheJvmIsSeen() throws IOException {
        assertThat(settings("").get("user.home")).isEmpty();
    }

    @Test
    void withoutAFileDefaultsHold() {
        assertThat(new LaunchSettings(run.resolve("settings")).integer("sflow.port", 6343))
                .isEqualTo(6343);
    }

    @Test
    void wrongNumberIsToldWithItsName() throws IOException {
        LaunchSettings settings = settings("an.app.port=many\n");

        assertThatThrownBy(() -> settings.integer("an.app.port", 6343))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("setting \"an.app.port\": not a whole number: value=many");
    }

    @ParameterizedTest
    @CsvSource({
        "http.streams, 1.5, not a whole number: value=1.5: 1000 is used",
        "topology.hosts.max, '', not a whole number: value=: 50000 is used",
        "flow.megabytes, 99999999999, not a whole number: value=99999999999: a quarter of the heap is used",
        "prometheus.type, maybe, neither yes nor no: value=maybe: no is used",
        "http.json.indent, tab, neither yes nor no nor a whole number: value=tab: no is used"
    })
    void valueThatCannotBeReadCountsAsNone(String name, String value, String told) throws IOException {
        assertThat(KnownSettings.unreadable(name, value)).contains(told);
        assertThat(settings(name + "=" + value + "\n").get(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http.json.indent, 4",
        "http.json.indent, on",
        "replay.speed, max",
        "shards, ' 2 '",
        "http.html, off",
        "http.cors, *"
    })
    void valueThatCanBeReadIsKept(String name, String value) throws IOException {
        assertThat(settings(name + "=" + value + "\n").get(name)).contains(value);
    }

    @Test
    void whoWantsWritesRefusedHasThemRefusedDespiteATypingMistake() throws IOException {
        assertThat(settings("http.readonly=yess\n").flag("http.readonly", false))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snmp.community",
                "snmp.authpasswd",
                "x.PASSWORD",
                "my_secret",
                "api.key",
                "apiKey",
                "router.token",
                "key",
                "db.pass",
                "aws-credentials",
                "tls.key.file"
            })
    void secretsAreGivenToBundlesButNeverShown(String name) throws IOException {
        LaunchSettings settings = settings(name + "=hunter2\n");

        assertThat(settings.get(name)).contains("hunter2");
        assertThat(settings.secret(name)).isTrue();
        assertThat(settings.shown(name)).isEmpty();
        assertThat(settings.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow.custom.keys", "browse-flows.keys", "http.port", "keystone", "compass.angle"})
    void ordinaryNamesAreShown(String name) throws IOException {
        assertThat(settings(name + "=1\n").shown(name)).contains("1");
    }
}
