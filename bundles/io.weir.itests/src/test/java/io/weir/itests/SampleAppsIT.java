// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** What published applications do, each thing in one of our own small apps, in the distribution, over REST and in a browser. */
class SampleAppsIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final String[] SETTINGS = {
        "-Dsflow.address=127.0.0.1", "-Dit_language.group.lan=10.1.0.0/16,10.2.0.0/16", "-Dit-language.on=yes"
    };

    private static WeirProcess weir;
    private static Traffic traffic;

    @BeforeAll
    static void start() {
        weir = WeirProcess.start(SETTINGS);
        traffic = new Traffic(weir, "10.9.0.1");
    }

    @AfterAll
    static void stop() {
        traffic.close();
        weir.close();
    }

    private static void remove(String app) {
        assertThat(weir.send("DELETE", "/app/" + app, "").statusCode()).isEqualTo(204);
        assertThat(weir.get("/app/" + app + "/status").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"it-language", "it-pair", "it-platform", "it-page"})
    void asAFolderAndAsAZipItAnswersAsItShould(String name) {
        SampleApp app = SampleApp.of(name);
        app.copyTo(weir);
        weir.awaitUntil(name, () -> weir.get("/app/" + name + "/status").statusCode() == 200);
        app.verify(weir);
        remove(name);

        assertThat(weir.put("/app/" + name + "/zip", app.zip()).statusCode()).isEqualTo(204);
        app.verify(weir);
        assertThat(weir.json("/apps/json").path(name).path("origin").asText()).startsWith("zip ");
        remove(name);
        assertThat(weir.get("/flow/it_platform/json").statusCode()).isEqualTo(404);
        weir.send("DELETE", "/flow/it_platform_rest/json", "");
    }

    @Test
    void whatAScriptKeepsOutlivesTheProcess(@TempDir Path home) {
        SampleApp app = SampleApp.of("it-pair");
        String path = "/app/it-pair/scripts/give.js/json";
        try (WeirProcess first = WeirProcess.launch().home(home).start()) {
            first.put("/app/it-pair/zip", app.zip());
            assertThat(first.send("PUT", path.replace("json", "set/json"), "").statusCode())
                    .isEqualTo(204);
            first.process().destroyForcibly();
        }
        try (WeirProcess second = WeirProcess.launch().home(home).start()) {
            second.awaitUntil("the app", () -> second.get(path).statusCode() == 200);
            assertThat(second.get(path).body())
                    .isEqualTo("{\"enabled\":false,\"runs\":2,\"now\":false,"
                            + "\"members\":{\"a\":[\"1\",2],\"b/../c\":null},\"none\":null}");
            assertThat(second.get("/app/it-pair/scripts/take.js/json").body()).contains("\"shared\":null");
        }
    }

    @Test
    void whatAScriptLogsAndSendsArrives() throws Exception {
        SampleApp app = SampleApp.of("it-platform");
        weir.put("/app/it-platform/zip", app.zip());
        try (DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            syslog.setSoTimeout((int) WeirProcess.PATIENCE.toMillis());
            assertThat(weir.json("/app/it-platform/scripts/platform.js/log/json?port=" + syslog.getLocalPort())
                            .asText())
                    .isEqualTo("1,234 kilo 127.0.0.1 string");
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            syslog.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .startsWith("<133>")
                    .endsWith("{\"event\":\"it\",\"n\":1}");
        }
        assertThat(weir.get("/app/it-platform/log/txt").body())
                .contains("INFO", "1970-01-01T00:00:00.000Z", "WARN", "a,1", "ERROR", "Error: why");
        remove("it-platform");
    }

    @Test
    void aPageWithScriptsInItsFileWorksAndWhatComesLaterDoesNotRun() {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        assumeTrue(
                there || "true".equals(System.getenv("CI")),
                "browser tests need " + CHROMIUM + " and " + DRIVER + ": skipped");
        assertThat(there).as("CI has " + CHROMIUM + " and " + DRIVER).isTrue();
        weir.put("/app/it-page/zip", SampleApp.of("it-page").zip());
        ChromeDriver browser = browser();
        try {
            browser.get(weir.uri("/app/it-page").toString());
            weir.awaitUntil("points", () -> {
                String points = browser.findElement(By.id("chart")).getAttribute("data-points");
                return points != null && Integer.parseInt(points) > 5;
            });
            browser.findElement(By.id("button")).click();
            weir.awaitUntil("what came later", () -> !text(browser, "late").isEmpty());
            assertThat(List.of(
                            text(browser, "inline"),
                            text(browser, "loaded"),
                            text(browser, "clicked"),
                            text(browser, "other")))
                    .containsExactly("inline", "loaded", "clicked", "OK");
            assertThat(browser.findElements(By.cssSelector("#chart canvas"))).isNotEmpty();
            assertThat(browser.findElement(By.id("chart")).getText()).contains("Load", "Never");
            browser.executeScript("document.querySelector('#late b').click()");
            assertThat(browser.executeScript("return began")).isEqualTo("inline");
            assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                    .extracting(LogEntry::getMessage)
                    .allMatch(message -> message.contains("Content Security Policy") || message.contains("none:"));
        } finally {
            browser.quit();
        }
        remove("it-page");
    }

    private static String text(ChromeDriver browser, String id) {
        return browser.findElement(By.id(id)).getText();
    }

    private static ChromeDriver browser() {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build();
        ChromeOptions options = new ChromeOptions().setBinary(CHROMIUM.toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1000,1000");
        ChromeDriver browser = new ChromeDriver(service, options);
        browser.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
        return browser;
    }
}
