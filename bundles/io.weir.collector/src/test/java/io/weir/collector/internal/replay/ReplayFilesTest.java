// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFilesTest {
    @TempDir
    Path place;

    private Path home;
    private Path elsewhere;

    @BeforeEach
    void files() throws IOException {
        home = Files.createDirectories(place.resolve("home"));
        elsewhere = Files.createDirectories(place.resolve("elsewhere"));
        Files.writeString(home.resolve("in.pcap"), "");
        Files.writeString(elsewhere.resolve("out.pcap"), "");
        Files.createSymbolicLink(home.resolve("link.pcap"), elsewhere.resolve("out.pcap"));
        Files.createSymbolicLink(home.resolve("inner.pcap"), home.resolve("in.pcap"));
    }

    @Test
    void fileBelowTheHomeIsAllowedByAnyNameOfIts() throws IOException {
        ReplayFiles files = new ReplayFiles(home, "");
        Path in = home.resolve("in.pcap").toRealPath();
        assertThat(files.allowed("in.pcap")).isEqualTo(in);
        assertThat(files.allowed("./x/../in.pcap")).isEqualTo(in);
        assertThat(files.allowed(home.resolve("in.pcap").toString())).isEqualTo(in);
        assertThat(files.allowed("inner.pcap")).isEqualTo(in);
    }

    @Test
    void pathThatLeadsOutIsRefusedWhetherThereIsAFileOrNot() {
        ReplayFiles files = new ReplayFiles(home, "");
        for (String name : new String[] {
            "../elsewhere/out.pcap", "../elsewhere/none.pcap", elsewhere + "/out.pcap", "/etc/passwd", "link.pcap", ".."
        }) {
            assertThatThrownBy(() -> files.allowed(name))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("outside of the home");
        }
    }

    @Test
    void fileThatIsNotThereIsToldWithThoseThatMayHaveBeenMeant() {
        ReplayFiles files = new ReplayFiles(home, "");
        assertThatThrownBy(() -> files.allowed("in.pcpa"))
                .hasMessage(
                        "capture \"in.pcpa\": no such file: relative paths begin in the home, did you mean \"in.pcap\"");
        assertThatThrownBy(() -> files.allowed("./In.pcap")).hasMessageContaining("did you mean \"./in.pcap\"");
        assertThatThrownBy(() -> files.allowed("none/in.pcap")).hasMessageEndingWith("begin in the home");
    }

    @Test
    void directoryThatTheOperatorNamedIsAllowed() throws IOException {
        ReplayFiles files = new ReplayFiles(home, " ../elsewhere , other");
        Path out = elsewhere.resolve("out.pcap").toRealPath();
        assertThat(files.allowed("../elsewhere/out.pcap")).isEqualTo(out);
        assertThat(files.allowed("link.pcap")).isEqualTo(out);
    }

    @Test
    void fileThatTheOperatorNamedMayLieAnywhere() throws IOException {
        ReplayFiles files = new ReplayFiles(home, "");
        assertThat(files.named("../elsewhere/out.pcap"))
                .isEqualTo(elsewhere.resolve("out.pcap").toRealPath());
        assertThatThrownBy(() -> files.named("none.pcap")).hasMessageContaining("no such file");
        assertThatThrownBy(() -> files.named(".")).hasMessageContaining("no file but a directory");
        assertThatThrownBy(() -> files.named("a\0b")).isInstanceOf(InvalidInput.class);
    }
}
