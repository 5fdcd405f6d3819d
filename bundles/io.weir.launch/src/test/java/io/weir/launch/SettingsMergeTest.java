// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsMergeTest {
    @TempDir
    private Path home;

    @BeforeEach
    void configurationDirectory() throws IOException {
        Files.createDirectories(home.resolve("etc"));
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text);
    }

    private Map<String, String> merge(Map<String, String> environment, Map<String, String> commandLine) throws Refusal {
        return new SettingsMerge(home, environment).merge(commandLine);
    }

    @Test
    void laterPlacesWin() throws IOException, Refusal {
        file("etc/10.conf", "a=conf\nb=conf\nc=conf\nd=conf\ne=conf\nsystem.propertyFiles=one.conf, two.conf\n");
        file("etc/20.conf", "b=second\n");
        file("one.conf", "c=file\nd=file\ne=file\n");
        file("two.conf", "c=file2\n");

        assertThat(merge(Map.of("RTPROP", "-Dd=rtprop -De=rtprop", "WEIR_OPTS", " -Dd=opts "), Map.of("e", "line")))
                .containsEntry("a", "conf")
                .containsEntry("b", "second")
                .containsEntry("c", "file2")
                .containsEntry("d", "opts")
                .containsEntry("e", "line");
    }

    @Test
    void commandLineNamesThePropertyFilesToo() throws IOException, Refusal {
        file("mine.conf", "a=1\n");

        assertThat(merge(
                        Map.of(),
                        Map.of("system.propertyFiles", home.resolve("mine.conf").toString())))
                .containsEntry("a", "1");
    }

    @Test
    void linesAreReadAsPeopleWriteThem() throws IOException, Refusal {
        file("etc/a.conf", "# comment\n\n  name = value with = sign  \n-Dother=1\n-Dflag\nünï=ö\nempty=\n");
        file("etc/not-read.cfg", "x=1\n");

        assertThat(merge(Map.of(), Map.of()))
                .containsOnly(
                        Map.entry("name", "value with = sign"),
                        Map.entry("other", "1"),
                        Map.entry("flag", ""),
                        Map.entry("ünï", "ö"),
                        Map.entry("empty", ""));
    }

    @Test
    void lineThatIsNoSettingIsNamedWithItsPlace() throws IOException {
        file("etc/a.conf", "x=1\nrubbish\n");

        assertThatThrownBy(() -> merge(Map.of(), Map.of()))
                .hasMessage("settings file \"" + home.resolve("etc/a.conf")
                        + "\" line 2 \"rubbish\": no setting: write name=value");
    }

    @Test
    void missingPropertyFileIsNamed() {
        assertThatThrownBy(() -> merge(Map.of(), Map.of("system.propertyFiles", "gone.conf")))
                .hasMessage("settings file \"" + home.resolve("gone.conf")
                        + "\": does not exist: correct system.propertyFiles");
    }

    @Test
    void fileInAnotherEncodingIsRefusedNotGarbled() throws IOException {
        Files.write(home.resolve("etc/a.conf"), "x=ö\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> merge(Map.of(), Map.of())).hasMessageContaining("is not UTF-8");
    }

    @Test
    void wordOfTheEnvironmentThatIsNoSettingIsRefused() {
        assertThatThrownBy(() -> merge(Map.of("WEIR_OPTS", "-Xmx1g"), Map.of()))
                .hasMessage("environment WEIR_OPTS word \"-Xmx1g\": no setting: write -Dname=value");
    }
}
