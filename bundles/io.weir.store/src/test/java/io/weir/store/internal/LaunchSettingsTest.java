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
        LaunchSettings settings = settings("sflow.port=many\n");

        assertThatThrownBy(() -> settings.integer("sflow.port", 6343))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("setting \"sflow.port\": not a whole number: value=many");
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
