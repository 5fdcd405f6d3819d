// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Start, what listens meanwhile, and end. */
@ExtendWith(SharedWeir.class)
class LifeIT {
    /** Five seconds are the promise, which a deadline of the process's own keeps; the rest is for a machine that is busy. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private static final int ENDED_BY_SIGTERM = 143;

    @Test
    void oneLineTellsTheUrlAndTheTime(WeirProcess weir) {
        assertThat(weir.awaitLine("ready in"))
                .matches("Weir [0-9.]+ ready in [0-9.]+ s: http://127\\.0\\.0\\.1:" + weir.httpPort()
                        + "/ \\(sFlow on UDP " + weir.udpPort() + "\\)");
        assertThat(weir.get("/version").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingListensButHttpOnLoopbackAndSflow(WeirProcess weir) {
        assertThat(ListeningSockets.of(weir.pid()))
                .containsExactlyInAnyOrder("tcp 127.0.0.1:" + weir.httpPort(), "udp *:" + weir.udpPort());
    }

    @Test
    void itIsOneProcess(WeirProcess weir) {
        assertThat(weir.process().info().command())
                .hasValueSatisfying(command -> assertThat(command).endsWith("/java"));
        assertThat(weir.process().descendants()).isEmpty();
    }

    @Test
    void logHasNoErrorAndNoWarningButOfTheMachinesLimits(@TempDir Path home) {
        try (WeirProcess weir = WeirProcess.launch().home(home).start()) {
            weir.awaitUntil(
                    "the console's script", () -> weir.log().stream().anyMatch(line -> line.contains("loaded [")));
            assertThat(weir.log())
                    .filteredOn(line -> !line.contains("net.core.rmem_max"))
                    .noneMatch(line -> line.contains(" ERROR") || line.contains(" WARN"));
        }
    }

    @Test
    void homeIsForItsOwnerOnly(WeirProcess weir) throws IOException {
        assertThat(weir.home()).isDirectoryContaining("glob:**/{app,deploy,store,data,etc,run}");
        for (String secret : new String[] {"run/settings", "data/log/weir.log"}) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(weir.home().resolve(secret))))
                    .isEqualTo("rw-------");
        }
    }

    /** Who writes a file anew empties it first; a start that reads it just then goes on without bundles, port or log. */
    @Test
    void startWritesNoneOfItsFilesOfConfiguration(WeirProcess weir) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(WeirProcess.distribution().resolve("etc"), "*.cfg")) {
            for (Path file : files) {
                Path read = weir.home().resolve("run/etc").resolve(file.getFileName());
                assertThat(read).hasSameBinaryContentAs(file);
                assertThat(Files.getLastModifiedTime(read).toMillis())
                        .as(read.toString())
                        .isEqualTo(Files.getLastModifiedTime(file).toMillis());
            }
        }
    }

    @Test
    void secondOneInTheSameHomeIsRefused(WeirProcess weir) {
        try (WeirProcess second = WeirProcess.launch().home(weir.home()).startOnly()) {
            assertThat(second.awaitEnd(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(second.log())
                    .containsExactly("weir: home \"" + weir.home() + "\": another Weir runs in it: pid=" + weir.pid()
                            + ": stop it, or give another with --home DIR");
        }
        assertThat(weir.get("/version").statusCode()).isEqualTo(200);
    }

    @Test
    void startThatIsStoppedSaysSoAndNothingElse() {
        try (WeirProcess weir = WeirProcess.launch().startOnly()) {
            weir.awaitUntil("Karaf", () -> Files.exists(weir.home().resolve("run/pid")));
            weir.process().toHandle().destroy(); // the process would close its output besides
            assertThat(weir.awaitEnd(LONGEST_STOP)).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(weir.log())
                    .contains("weir: stopped before it was ready")
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void theLineTellsWhenNoSflowCanCome() {
        try (WeirProcess deaf =
                WeirProcess.launch().arguments("-Dsflow.allow=nowhere").start()) {
            assertThat(deaf.awaitLine("ready in")).endsWith("/ (receives no sFlow: the log says why)");
            assertThat(deaf.log())
                    .anyMatch(line ->
                            line.contains("sflow receives nothing: setting \"sflow.allow\": address \"nowhere\""));
        }
    }

    @Test
    void homeOutlivesARestartAndSettingsComeFromIt(@TempDir Path home) throws IOException {
        Path conf = Files.createDirectories(home.resolve("etc")).resolve("mine.conf");
        Files.writeString(conf, "my.setting=from file\n");
        Path kept = Files.createDirectories(home.resolve("store/mine")).resolve("kept");
        Files.writeString(kept, "x");

        try (WeirProcess first = WeirProcess.launch().home(home).start()) {
            assertThat(home.resolve("run/settings")).content().contains("my.setting=from file\n");
            assertThat(first.stop()).isLessThan(LONGEST_STOP);
            assertThat(first.process().exitValue()).isIn(0, ENDED_BY_SIGTERM);
        }
        try (WeirProcess second = WeirProcess.launch()
                .home(home)
                .arguments("-Dmy.setting=from line")
                .start()) {
            assertThat(second.get("/version").statusCode()).isEqualTo(200);
            assertThat(home.resolve("run/settings")).content().contains("my.setting=from line\n");
            assertThat(kept).hasContent("x");
            assertThat(second.log()).noneMatch(line -> line.contains(" ERROR"));
            assertThat(second.stop()).isLessThan(LONGEST_STOP);
        }
    }
}
