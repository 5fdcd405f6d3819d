// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people define outlives the process, however it ends. */
class KeptIT {
    private static final int KILLS = 3;

    /** Changes definitions until the server is gone; keeps what was acknowledged, and what was on the way. */
    private static final class Changes implements Runnable {
        final WeirProcess weir;
        final Map<String, String> acknowledged;
        final AtomicReference<String> underway = new AtomicReference<>("");
        final AtomicInteger count = new AtomicInteger();

        Changes(WeirProcess weir, Map<String, String> acknowledged) {
            this.weir = weir;
            this.acknowledged = acknowledged;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; ; i++) {
                    String path = (i % 2 == 0 ? "/flow/kept" : "/threshold/kept") + i % 7 + "/json";
                    underway.set(path);
                    if (i % 5 == 4) {
                        int status = weir.send("DELETE", path, "").statusCode();
                        assertThat(status).isIn(204, 404);
                        acknowledged.put(path, "");
                    } else {
                        String number = Integer.toString(5 + i);
                        String body = i % 2 == 0
                                ? "{keys:'ipsource',value:'bytes',n:" + number + "}"
                                : "{metric:'ifinoctets',value:" + number + "}";
                        assertThat(weir.send("PUT", path, body).statusCode()).isEqualTo(204);
                        acknowledged.put(path, number);
                    }
                    count.incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                // the server was killed
            }
        }
    }

    private static String shown(WeirProcess weir, String path) {
        var answer = weir.get(path);
        if (answer.statusCode() == 404) {
            return "";
        }
        JsonNode definition = weir.json(path);
        return definition.path(path.startsWith("/flow/") ? "n" : "value").asText();
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAKillInTheMidstOfChanges(@TempDir Path home) throws InterruptedException {
        Map<String, String> acknowledged = new TreeMap<>();
        for (int kill = 0; kill <= KILLS; kill++) {
            try (WeirProcess weir = WeirProcess.launch().home(home).start()) {
                acknowledged.forEach(
                        (path, number) -> assertThat(shown(weir, path)).as(path).isEqualTo(number));
                assertThat(weir.log()).noneMatch(line -> line.contains(" ERROR"));
                Changes changes = new Changes(weir, acknowledged);
                Thread thread = new Thread(changes, "changes");
                thread.start();
                int enough = 30 + 11 * kill;
                weir.awaitUntil("changes", () -> changes.count.get() >= enough);
                weir.process().destroyForcibly();
                thread.join();
                acknowledged.remove(changes.underway.get()); // old or new: nobody was told
            }
        }
        assertThat(acknowledged).isNotEmpty();
    }

    @Test
    void aDamagedFileFallsBackToTheOneBeforeAndSaysSo(@TempDir Path home) throws IOException {
        try (WeirProcess weir = WeirProcess.launch().home(home).start()) {
            weir.send("PUT", "/flow/kept/json", "{keys:'ipsource',value:'bytes',n:7}");
            weir.send("PUT", "/flow/kept/json", "{keys:'ipsource',value:'bytes',n:8}");
            weir.send("PUT", "/flow/other/json", "{keys:'ipsource',value:'bytes',n:9}");
            weir.process().destroyForcibly();
        }
        Path newest;
        try (Stream<Path> files = Files.walk(home.resolve("store"))) {
            newest = files.filter(file -> file.getFileName().toString().matches("kept@\\d+"))
                    .max(Comparator.comparingInt(file ->
                            Integer.parseInt(file.getFileName().toString().replaceAll(".*@", ""))))
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(newest);
        Files.write(newest, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        try (WeirProcess weir = WeirProcess.launch().home(home).start()) {
            assertThat(weir.json("/flow/kept/json").path("n").asInt()).isEqualTo(7);
            assertThat(weir.json("/flow/other/json").path("n").asInt()).isEqualTo(9);
            assertThat(weir.log()).anyMatch(line -> line.contains("WARN") && line.contains("damaged"));
            assertThat(new String(
                            Files.readAllBytes(newest.resolveSibling(newest.getFileName() + ".damaged")),
                            StandardCharsets.UTF_8))
                    .startsWith("weir-piece");
        }
    }
}
