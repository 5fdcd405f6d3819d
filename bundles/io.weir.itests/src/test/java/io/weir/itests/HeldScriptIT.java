// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that ends the process for want of memory is held back at the next start; one that merely ran is not. */
class HeldScriptIT {
    private static final int NO_MEMORY = 3;

    /**
     * Keeps 20 MB more each time it is asked, when it has taken 38 for a while: less than one task may take, more than is noted of it,
     * and in the end more than there is.
     */
    private static final String GREEDY = "var kept = [], text = 'a'.repeat(1000000);"
            + " setHttpHandler(function(req) { var began = Date.now();"
            + " for (var i = 0; i < 380; i++) { new ArrayBuffer(100000); }"
            + " while (Date.now() - began < 400) { text.indexOf('b'); }"
            + " for (i = 0; i < 200; i++) { kept.push(new ArrayBuffer(100000)); } return kept.length; });";

    private static final String CALM = "setHttpHandler(function() { return 'calm'; });";

    private static void write(Path home, String script, String source) throws IOException {
        Path file = home.resolve("app/it-held/scripts").resolve(script);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
    }

    private static String path(String script) {
        return "/app/it-held/scripts/" + script + "/json";
    }

    private static WeirProcess start(Path home) {
        WeirProcess weir = WeirProcess.launch().home(home).start();
        weir.awaitUntil("the calm one", () -> weir.get(path("calm.js")).body().equals("\"calm\""));
        return weir;
    }

    @Test
    void itIsHeldAndTheOthersRunUntilItIsAnother(@TempDir Path home) throws IOException {
        write(home, "calm.js", CALM);
        write(home, "greedy.js", GREEDY);
        try (WeirProcess weir = start(home)) {
            for (int asked = 0; asked < 40 && weir.process().isAlive(); asked++) {
                weir.http()
                        .sendAsync(
                                java.net.http.HttpRequest.newBuilder(weir.uri(path("greedy.js")))
                                        .build(),
                                java.net.http.HttpResponse.BodyHandlers.discarding())
                        .handle((answer, ended) -> answer)
                        .join();
            }
            assertThat(weir.awaitEnd(Duration.ofMinutes(2))).isEqualTo(NO_MEMORY);
        }
        try (WeirProcess weir = start(home)) {
            assertThat(weir.get(path("greedy.js")).statusCode()).isEqualTo(503);
            assertThat(weir.get(path("greedy.js")).body()).contains("held back", "weir:app-start");
            assertThat(weir.json("/scripts/json")
                            .path("it-held~greedy.js")
                            .path("alive")
                            .asBoolean())
                    .isFalse();
            assertThat(weir.log())
                    .anyMatch(line -> line.contains("\"it-held~greedy.js\": was running when the process ended"));
            assertThat(weir.get("/app/it-held/status").body()).isEqualTo("OK");
        }
        try (WeirProcess weir = start(home)) {
            assertThat(weir.get(path("greedy.js")).statusCode())
                    .as("a start in order does not let it go")
                    .isEqualTo(503);
            write(home, "greedy.js", CALM + " // mended");
            weir.awaitUntil("the mended one", () -> weir.get(path("greedy.js")).statusCode() == 200);
        }
        try (WeirProcess weir = start(home)) {
            assertThat(weir.get(path("greedy.js")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneThatRanWhileTheProcessWasKilledIsNotHeld(@TempDir Path home) throws IOException {
        write(home, "calm.js", CALM);
        write(home, "busy.js", "setHttpHandler(function() { while (true); });");
        for (int kill = 0; kill < 2; kill++) {
            try (WeirProcess weir = start(home)) {
                weir.http()
                        .sendAsync(
                                java.net.http.HttpRequest.newBuilder(weir.uri(path("busy.js")))
                                        .build(),
                                java.net.http.HttpResponse.BodyHandlers.discarding());
                weir.awaitUntil(
                        "its task",
                        () -> weir.json("/scripts/json")
                                        .path("it-held~busy.js")
                                        .path("cpuMs")
                                        .asLong()
                                > 300);
                weir.process().destroyForcibly();
                weir.awaitEnd(Duration.ofSeconds(20));
            }
        }
        try (WeirProcess weir = start(home)) {
            assertThat(weir.json("/scripts/json")
                            .path("it-held~busy.js")
                            .path("alive")
                            .asBoolean())
                    .isTrue();
            assertThat(weir.log()).noneMatch(line -> line.contains("held back"));
        }
    }
}
