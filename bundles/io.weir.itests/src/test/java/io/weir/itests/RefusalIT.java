// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the way of a start is said in one line, and the process ends. */
class RefusalIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private static void refused(WeirProcess.Launch launch, int status, String line) {
        try (WeirProcess weir = launch.startOnly()) {
            assertThat(weir.awaitEnd(SOON)).isEqualTo(status);
            assertThat(weir.log()).containsExactly(line);
        }
    }

    @Test
    void takenHttpPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            refused(
                    WeirProcess.launch().httpPort(port),
                    1,
                    "weir: HTTP port " + port
                            + " on 127.0.0.1: taken by another program: stop it, or choose another with -Dhttp.port=N");
        }
    }

    @Test
    void takenUdpPort() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            refused(
                    WeirProcess.launch().udpPort(port),
                    1,
                    "weir: UDP port " + port
                            + ": taken by another program: stop it, or choose another with -Dsflow.port=N");
        }
    }

    @Test
    void homeThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        refused(
                WeirProcess.launch().home(file),
                1,
                "weir: home \"" + file + "\": cannot be written: " + file
                        + " is not a directory: make it yours, or give another with --home DIR");
    }

    @Test
    void wordThatIsNoArgument() {
        refused(
                WeirProcess.launch().arguments("--port=8008"),
                2,
                "weir: argument \"--port=8008\": unknown: known are --home DIR, --demo, --shell, --help, --version"
                        + " and -Dname=value");
    }

    @Test
    void portThatIsNoNumber() {
        refused(
                WeirProcess.launch().arguments("-Dhttp.port=web"),
                1,
                "weir: setting \"http.port\": \"web\" is no port: give a number from 1 to 65535");
    }

    @Test
    void settingsFileThatIsMissing() {
        Path file = directory.resolve("gone.conf");
        refused(
                WeirProcess.launch().arguments("-Dsystem.propertyFiles=" + file),
                1,
                "weir: settings file \"" + file + "\": does not exist: correct system.propertyFiles");
    }

    @Test
    void oldJava() throws IOException {
        Path java = directory.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nexit 3\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.22\"\n");
        refused(
                WeirProcess.launch().environment("JAVA_HOME", directory.toString()),
                1,
                "weir: Java: " + java + " is version 11.0.22: set JAVA_HOME to a JDK 17 or newer");
    }

    @Test
    void noJavaWhereItShouldBe() {
        refused(
                WeirProcess.launch().environment("JAVA_HOME", directory.toString()),
                1,
                "weir: Java: JAVA_HOME=" + directory + " has no bin/java: set JAVA_HOME to a JDK 17 or newer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"63m", "08M", "65535k", "67108863", "0g"})
    void heapThatIsTooSmall(String size) {
        refused(
                WeirProcess.launch().environment("WEIR_HEAP", size),
                1,
                "weir: heap: \"" + size + "\" is less than 64m: set WEIR_HEAP to a size such as 512m or 4g");
    }

    @Test
    void heapThatIsNoSize() {
        refused(
                WeirProcess.launch().environment("WEIR_HEAP", "lots"),
                1,
                "weir: heap: \"lots\" is no size: set WEIR_HEAP to one such as 512m or 4g");
    }

    @Test
    void consoleWithoutStandardInput() throws Exception {
        String weir = WeirProcess.distribution().resolve("bin/weir").toString();
        Path told = directory.resolve("told");
        Process process = new ProcessBuilder(
                        "sh", "-c", "exec \"$0\" --shell --home \"$1\" <&-", weir, directory + "/home")
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        try {
            assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(told)
                .hasContent("weir: console: standard input is closed: start it in a terminal or give it a pipe,"
                        + " or leave --shell out");
    }

    @Test
    void consoleNobodyCanTypeInto() {
        refused(
                WeirProcess.launch().arguments("--shell").input(Path.of("/dev/null")),
                1,
                "weir: console: standard input is /dev/null: start it in a terminal or give it a pipe,"
                        + " or leave --shell out");
    }

    @Test
    void consoleWhoseInputHasEndedEndsInOrder() throws IOException {
        try (WeirProcess weir = WeirProcess.launch()
                .arguments("--shell")
                .input(Files.createFile(directory.resolve("nothing")))
                .startOnly()) {
            assertThat(weir.awaitEnd(Duration.ofMinutes(3))).isZero();
            assertThat(weir.log()).noneMatch(line -> line.contains("Exception"));
        }
    }

    @Test
    void helpAndVersionAreNoRefusals() {
        try (WeirProcess help = WeirProcess.launch().arguments("--help").startOnly();
                WeirProcess version =
                        WeirProcess.launch().arguments("--version").startOnly()) {
            assertThat(help.awaitEnd(SOON)).isZero();
            assertThat(help.log()).first().asString().startsWith("Usage: weir ");
            assertThat(version.awaitEnd(SOON)).isZero();
            assertThat(version.log()).singleElement().asString().matches("Weir [0-9.]+");
        }
    }
}
