// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
    @CsvSource(
            delimiter = '|',
            value = {
                "http.streams | 1.5 | a whole number, 0 to 2147483647: value=1.5: 1000 is used",
                "topology.hosts.max | '' | a whole number, 1 to 2147483647: value=: 50000 is used",
                "flow.megabytes | 99999999999 | a whole number, 1 to 2147483647: value=99999999999: a quarter of the heap is used",
                "app.max | -3 | a whole number, 1 to 2147483647: value=-3: 200 is used",
                "events.max | 1000001 | a whole number, 1 to 1000000: value=1000001: 10000 is used",
                "http.heartbeat | 0 | seconds, a whole number, 1 to 2147483647: value=0: 15 is used",
                "prometheus.type | maybe | yes or no: value=maybe: no is used",
                "http.json.indent | 9 | yes or no, or a whole number, 0 to 8: value=9: no is used",
                "replay.speed | fast | a number, 0.1 to 10000, or max: value=fast: 1 is used",
                "dns.servers | 192.0.2.1,300.1.1.1 | addresses or names, with :PORT after a name or an IPv4 address, separated by commas: value=192.0.2.1,300.1.1.1: the machine's is used",
                "http.hosts | a b | names of hosts, or *. and a domain, separated by commas: value=a b: none is used",
                "http.hosts | weir.example.com:8008 | names of hosts, or *. and a domain, separated by commas: value=weir.example.com:8008: none is used",
                "http.cors | grafana | origins such as https://grafana.example.com, or *, separated by commas: value=grafana: none is used",
                "http.html.redirect | nowhere | an http or https URL, or a path such as ./app/NAME/html/: value=nowhere: the console is used",
                "flow.custom.keys | a.b | names of letters, digits, _ and -, separated by commas: value=a.b: none is used"
            })
    void valueOfAnotherKindCountsAsNone(String name, String value, String told) throws IOException {
        assertThat(refusal(name, value)).contains("must be " + told);
        assertThat(settings(name + "=" + value + "\n").get(name)).isEmpty();
    }

    private static Optional<String> refusal(String name, String value) {
        return KnownSettings.find(name).orElseThrow().refusal(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.json.indent | 4",
                "http.json.indent | on",
                "replay.speed | max",
                "replay.speed | 2.5",
                "shards | ' 2 '",
                "http.html | OFF",
                "http.cors | *",
                "http.cors | http://grafana:3000, https://a.example.com",
                "http.cors | ''",
                "http.hosts | weir.example.com; *.lab.example.com,192.0.2.1",
                "dns.servers | 192.0.2.1:5353 ns.example.com,2001:db8::53",
                "http.html.redirect | ./app/browse-flows/html/index.html",
                "http.html.redirect | https://weir.example.com",
                "flow.custom.keys | client, table usec",
                "weir.demo.seed | -1"
            })
    void valueOfItsKindIsKept(String name, String value) throws IOException {
        assertThat(settings(name + "=" + value + "\n").get(name)).contains(value);
    }

    @ParameterizedTest
    @CsvSource({"http.readonly, yess, yes", "http.rest, of, no", "app.permissions, htp, none"})
    void whatKeepsSomebodyOutDoesSoDespiteATypingMistake(String name, String value, String used) throws IOException {
        assertThat(refusal(name, value).orElseThrow()).endsWith("value=" + value + ": " + used + " is used");
        assertThat(settings(name + "=" + value + "\n").get(name)).contains(used);
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
