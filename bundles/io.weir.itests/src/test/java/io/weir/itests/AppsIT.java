// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Applications dropped in, changed and taken out while traffic flows, which loses no datagram by it. */
class AppsIT {
    private static final String AGENT = "10.9.5.1";

    private static WeirProcess weir;
    private static Traffic traffic;

    @BeforeAll
    static void start() {
        weir = WeirProcess.start("-Dsflow.address=127.0.0.1", "-Dit.greeting=hello", "-Dit.password=secret");
        traffic = new Traffic(weir, AGENT);
    }

    @AfterAll
    static void stop() {
        traffic.close();
        weir.close();
    }

    @AfterEach
    void noDatagramWasLost() {
        JsonNode agent = weir.json("/agents/json").path(AGENT);
        assertThat(agent.path("sFlowDatagramsLost").asLong()).isZero();
        assertThat(agent.path("sFlowFlowLostSamples").asLong()).isZero();
    }

    private static Path app(String name) {
        return weir.home().resolve("app").resolve(name);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answering(String text) {
        return "// version: 7\nsetHttpHandler(function(req) { return '" + text + "'; });\n";
    }

    private static void awaitAnswer(String app, String script, String text) {
        weir.awaitUntil(app + " answers " + text, () -> {
            HttpResponse<String> response = weir.get("/app/" + app + "/scripts/" + script + "/json");
            return response.statusCode() == 200 && response.body().contains(text);
        });
    }

    private static void awaitGone(String path) {
        weir.awaitUntil(path + " is gone", () -> weir.get(path).statusCode() == 404);
    }

    @Test
    void aFolderRunsIsChangedAndGoes() {
        write(app("folder").resolve("scripts/one.js"), answering("first"));
        write(
                app("folder").resolve("scripts/two.js"),
                "var started = Date.now(); setFlow('it_folder', {keys:'ipsource', value:'bytes'});"
                        + "setHttpHandler(function(req) { return started; });");
        write(app("folder").resolve("html/index.html"), "<p>old</p>");
        awaitAnswer("folder", "one.js", "first");
        weir.awaitUntil("its flow", () -> weir.get("/flow/it_folder/json").statusCode() == 200);
        assertThat(weir.get("/app/folder/status").body()).isEqualTo("OK");
        assertThat(weir.get("/app/folder/html/").body()).isEqualTo("<p>old</p>");
        HttpResponse<String> bare = weir.get("/app/folder/html");
        assertThat(bare.statusCode()).isBetween(301, 308);
        assertThat(bare.uri().resolve(bare.headers().firstValue("Location").orElseThrow()))
                .isEqualTo(weir.uri("/app/folder/html/"));
        String since = weir.get("/app/folder/scripts/two.js/json").body();

        write(app("folder").resolve("html/index.html"), "<p>new</p>");
        weir.awaitUntil(
                "the new page",
                () -> weir.get("/app/folder/html/index.html").body().equals("<p>new</p>"));
        write(app("folder").resolve("scripts/one.js"), answering("second"));
        awaitAnswer("folder", "one.js", "second");
        assertThat(weir.get("/app/folder/scripts/two.js/json").body())
                .as("the other script was left alone")
                .isEqualTo(since);

        WeirProcess.delete(app("folder"));
        awaitGone("/app/folder/status");
        awaitGone("/flow/it_folder/json");
        assertThat(weir.get("/app/folder/html/").statusCode()).isEqualTo(404);
    }

    @Test
    void aZipRunsIsReplacedAndGoes() throws IOException {
        zip(app("zipped.zip"), Map.of("zipped/scripts/a.js", answering("one"), "zipped/html/index.html", "<p>zip</p>"));
        awaitAnswer("zipped", "a.js", "one");
        assertThat(weir.get("/app/zipped/html/").body()).isEqualTo("<p>zip</p>");

        zip(app("zipped.zip"), Map.of("scripts/a.js", answering("two")));
        awaitAnswer("zipped", "a.js", "two");

        Files.delete(app("zipped.zip"));
        awaitGone("/app/zipped/status");
    }

    private static void zip(Path file, Map<String, String> entries) throws IOException {
        Path temporary = weir.home().resolve("making.tmp");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(temporary))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aBundleJarInDeployRunsIsReplacedAndGoes() throws IOException {
        Path jar = weir.home().resolve("deploy/it-bundle.jar");
        bundle(jar, "1.0.0", Map.of("scripts/b.js", answering("jar one"), "html/index.html", "<p>jar</p>"));
        awaitAnswer("it-bundle", "b.js", "jar one");
        assertThat(weir.get("/app/it-bundle/html/").body()).isEqualTo("<p>jar</p>");

        bundle(jar, "1.0.1", Map.of("scripts/b.js", answering("jar two")));
        awaitAnswer("it-bundle", "b.js", "jar two");

        Files.delete(jar);
        awaitGone("/app/it-bundle/status");
    }

    private static void bundle(Path file, String version, Map<String, String> entries) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "it-bundle");
        headers.putValue("Bundle-Version", version);
        headers.putValue("Provide-Capability", "io.weir.app;io.weir.app=it-bundle");
        Path temporary = weir.home().resolve("making.tmp");
        try (OutputStream bytes = Files.newOutputStream(temporary);
                JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, String> entry : new LinkedHashMap<>(entries).entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aScriptThatFailsIsReportedAndHarmsNothingElse() {
        write(app("failing").resolve("scripts/throws.js"), "var x = 1;\nthrow 'on purpose';\n");
        write(app("failing").resolve("scripts/unreadable.js"), "var x = ;\n");
        write(
                app("failing").resolve("scripts/loops.js"),
                "setHttpHandler(function(req) { if (req.path && req.path[0] == 'loop') while (true); return 'alive'; });");
        awaitAnswer("failing", "loops.js", "alive");

        weir.awaitLine("throws.js");
        weir.awaitLine("unreadable.js");
        JsonNode scripts = weir.json("/scripts/json");
        assertThat(scripts.path("failing~throws.js").path("alive").asBoolean()).isFalse();
        assertThat(scripts.path("failing~throws.js").toString()).contains("on purpose", "2");
        assertThat(scripts.path("failing~loops.js").path("alive").asBoolean()).isTrue();
        assertThat(weir.get("/app/failing/scripts/loops.js/loop/json").statusCode())
                .isGreaterThanOrEqualTo(500);
        awaitAnswer("failing", "loops.js", "alive");

        write(app("failing").resolve("scripts/throws.js"), answering("mended"));
        awaitAnswer("failing", "throws.js", "mended");
        WeirProcess.delete(app("failing"));
        awaitGone("/app/failing/status");
    }

    @Test
    void nothingOutsideOfHtmlIsServed() {
        write(app("walls").resolve("html/index.html"), "<p>in</p>");
        write(app("walls").resolve("scripts/s.js"), "var hidden = 1;");
        weir.awaitUntil("the app", () -> weir.get("/app/walls/html/").statusCode() == 200);

        for (String path : new String[] {
            "/app/walls/html/../scripts/s.js",
            "/app/walls/html/%2e%2e/scripts/s.js",
            "/app/walls/html/..%2fscripts/s.js",
            "/app/walls/html/%2e%2e%2fscripts%2fs.js",
            "/app/walls/html/..;/scripts/s.js",
            "/app/walls/html/..%5cscripts%5cs.js",
            "/app/walls/html//etc/passwd",
            "/app/walls/html/%00",
            "/app/%2e%2e/%2e%2e/etc/passwd"
        }) {
            HttpResponse<String> response = weir.get(path);
            assertThat(response.statusCode()).as(path).isBetween(400, 499);
            assertThat(response.body()).as(path).doesNotContain("hidden", "root:");
        }
        WeirProcess.delete(app("walls"));
    }

    @Test
    void aScriptSeesSettingsButNoSecretsAndNoJavaProperties() {
        write(
                app("settings").resolve("scripts/s.js"),
                "setHttpHandler(function(req) { return [getSystemProperty('it.greeting'), getSystemProperty('it.password'),"
                        + " getSystemProperty('java.home'), getSystemPropertyNames().indexOf('it.password')]; });");

        awaitAnswer("settings", "s.js", "[\"hello\",null,null,-1]");
        WeirProcess.delete(app("settings"));
    }

    @Test
    void handlersGetMethodPathQueryAndBody() {
        write(app("echo").resolve("scripts/e.js"), "setHttpHandler(function(req) { return req; });");
        weir.awaitUntil("the app", () -> weir.get("/app/echo/scripts/e.js/json").statusCode() == 200);

        for (String method : new String[] {"PUT", "POST"}) {
            assertThat(weir.send(method, "/app/echo/scripts/e.js/a/b%2Cc/json?x=1&x=2&y=", "{k:'v'}")
                            .body())
                    .contains("\"method\":\"" + method + "\"")
                    .contains("\"path\":[\"a\",\"b,c\"]")
                    .contains("\"x\":[\"1\",\"2\"]")
                    .contains("\"y\":[\"\"]")
                    .contains("\"body\":{\"k\":\"v\"}");
        }
        assertThat(weir.send("DELETE", "/app/echo/scripts/e.js/a/json", "").body())
                .contains("\"method\":\"DELETE\"");
        assertThat(weir.get("/script/echo~e.js/json").body())
                .contains("\"method\":\"GET\"")
                .doesNotContain("\"path\"");
        WeirProcess.delete(app("echo"));
    }
}
