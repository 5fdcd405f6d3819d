// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app's life by command, over REST and on the console; scripts that belong to no app; what apps may do, and how many. */
class AppLifeIT {
    /** Takes a while to load, which whoever starts it waits for. */
    private static final String SCRIPT =
            "var started = Date.now(); while (Date.now() < started + 200); logInfo('started ' + 'well'); setFlow('it_life', {keys:"
                    + " 'ipsource', value: 'bytes'}); setHttpHandler(function() { return started; });";

    private static byte[] zip(String path, byte[] bytes) {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("scripts/s.js"));
            out.write(SCRIPT.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry(path));
            out.write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return zip.toByteArray();
    }

    private static void answers(HttpResponse<String> answer, int status, String... words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        for (String word : words) {
            assertThat(answer.body()).contains(word);
        }
    }

    @Test
    void overRest() {
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        try (WeirProcess weir = WeirProcess.start(
                "-Dapp.max=4", "-Dhttp.upload.max=4000000", "-Dapp.permissions.life=none", "-Dapp.permissions.c=htp")) {
            String script = "/app/life/scripts/s.js/json";
            answers(weir.put("/app/life/zip", zip("html/noise.bin", noise)), 204);
            answers(weir.get("/app/life/status"), 200, "OK");
            answers(weir.get(script), 200);
            String since = weir.get(script).body();
            assertThat(weir.json("/apps/json").path("life").path("permissions")).isEmpty();
            assertThat(weir.json("/apps/json").path("docs").path("permissions")).isEmpty();
            answers(weir.get("/app/life/log/txt"), 200, "started well");

            answers(weir.send("POST", "/app/life/reload", ""), 204);
            weir.awaitUntil("a later start", () -> !weir.get(script).body().equals(since));
            answers(weir.send("POST", "/app/life/stop", ""), 204);
            answers(weir.get(script), 404);
            answers(weir.get("/flow/it_life/json"), 404);
            answers(weir.get("/app/life/status"), 404);
            answers(weir.send("POST", "/app/life/start", ""), 204);
            answers(weir.get("/app/life/status"), 200, "OK");
            answers(weir.get(script), 200);
            answers(weir.get("/flow/it_life/json"), 200);

            answers(weir.put("/app/longer/zip", new byte[4_000_001]), 413, "most=4000000");
            answers(weir.put("/app/bomb/zip", zip("html/zeros.bin", new byte[5 << 20])), 400, "unpacks to too much");
            answers(weir.put("/app/large/zip", zip("html/zeros.bin", new byte[4_000_001])), 204);
            answers(weir.put("/app/full/zip", zip("html/x", new byte[0])), 400, "limit=4", "app.max");

            answers(weir.send("DELETE", "/app/life", ""), 204);
            answers(weir.get(script), 404);
            answers(weir.send("DELETE", "/app/life", ""), 404, "life");
            assertThat(weir.home().resolve("data/removed/life.zip")).isNotEmptyFile();
            answers(weir.put("/app/c/zip", zip("html/x", new byte[0])), 204);
            answers(weir.send("DELETE", "/app/c", ""), 204);
            weir.awaitLine("setting \"app.permissions.c\": unknown permission: \"htp\"");
        }
    }

    @Test
    void onTheConsole(@TempDir Path elsewhere) throws IOException {
        Path app = Files.createDirectories(elsewhere.resolve("life/scripts"));
        Files.writeString(
                app.resolve("s.js"),
                SCRIPT + "try { syslog('127.0.0.1', 1, 1, 1, 'x') } catch (e) { logWarning(e.message) }");
        try (WeirProcess weir = WeirProcess.start("--shell", "-Dapp.permissions=dns,rest")) {
            weir.awaitUntil("the console", () -> {
                weir.type("weir:apps -o csv");
                return weir.log().stream().anyMatch(line -> line.contains("docs,"));
            });
            weir.type("weir:app-install " + elsewhere.resolve("life"));
            weir.awaitLine("Installed life.");
            weir.awaitUntil("the app", () -> weir.get("/app/life/status").statusCode() == 200);
            weir.type("weir:apps -o csv");
            weir.awaitLine("\"dns,rest\"");
            weir.type("weir:app-log life");
            weir.awaitLine("lacks the permission \"message\": give it with the setting app.permissions.life");
            String since = weir.get("/app/life/scripts/s.js/json").body();
            weir.type("weir:app-reload life");
            weir.awaitUntil(
                    "a later start",
                    () -> !weir.get("/app/life/scripts/s.js/json").body().equals(since));
            weir.type("weir:app-stop life");
            weir.awaitUntil("it stopped", () -> weir.get("/app/life/status").statusCode() == 404);
            weir.type("weir:app-start life");
            weir.awaitUntil("it again", () -> weir.get("/app/life/status").statusCode() == 200);
            weir.type("weir:app-remove life");
            weir.awaitUntil("it gone", () -> weir.get("/app/life/status").statusCode() == 404);
            weir.type("weir:app-reload life");
            weir.awaitLine("app \"life\": unknown");
        }
    }

    @Test
    void scriptsThatBelongToNoApp(@TempDir Path home) throws IOException {
        Path script =
                Files.createDirectories(home.resolve("mine/inc")).getParent().resolve("top.js");
        Files.writeString(
                script, "include(scriptdir() + '/inc/lib.js'); setHttpHandler(function(req) { return lib(); });");
        Files.writeString(home.resolve("mine/inc/lib.js"), "function lib() { return 'one'; }");
        Path other = Files.writeString(
                home.resolve("other.js"), "setHttpHandler(function() { return getSystemProperty('x'); });");
        try (WeirProcess weir = WeirProcess.launch()
                .home(home)
                .arguments("-Dscript.file=mine/top.js," + other + ",none.js", "-Dx=y")
                .start()) {
            weir.awaitUntil(
                    "the first", () -> weir.get("/script/top.js/json").body().equals("\"one\""));
            weir.awaitUntil(
                    "the second", () -> weir.get("/script/other.js/json").body().equals("\"y\""));
            assertThat(weir.json("/scripts/json").path("top.js").path("alive").asBoolean())
                    .isTrue();
            assertThat(weir.json("/scripts/json").path("none.js").path("fault").asText())
                    .contains("none.js");
            assertThat(weir.get("/script/none.js/json").statusCode()).isEqualTo(503);
            Files.writeString(script, "setHttpHandler(function(req) { return 'saved'; });");
            weir.awaitUntil(
                    "the saved one",
                    () -> weir.get("/script/top.js/json").body().equals("\"saved\""));
        }
    }
}
