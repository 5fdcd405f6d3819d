// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tutorial: as an application within Weir, installed as a feature on the console, and as programs outside. */
class TutorialIT {
    private static WeirProcess weir;
    private static Traffic traffic;

    @BeforeAll
    static void start() {
        weir = WeirProcess.start("--shell", "-Dsflow.address=127.0.0.1");
        traffic = new Traffic(weir, "10.9.4.1");
        awaitConsole();
    }

    /** HTTP answers before all commands of the console are there: one that is typed too early is said to be unknown. */
    private static void awaitConsole() {
        long[] typed = {0};
        weir.awaitUntil("the console", () -> {
            if (System.nanoTime() - typed[0] > 1_000_000_000L) {
                weir.type("feature:list --no-format | grep weir-app-tutorial");
                typed[0] = System.nanoTime();
            }
            return weir.log().stream()
                    .anyMatch(line -> line.contains("weir-app-tutorial") && line.contains("Uninstalled"));
        });
    }

    @AfterAll
    static void stop() {
        traffic.close();
        weir.close();
    }

    private static JsonNode tutorial(String path) {
        return weir.json("/app/tutorial/scripts/tutorial.js/" + path + "/json");
    }

    @Test
    void theFeatureBringsTheAppAndEachOfItsStepsWorks() {
        weir.type("feature:install weir-app-tutorial");
        weir.awaitUntil("the app", () -> weir.get("/app/tutorial/status").body().equals("OK"));

        weir.awaitUntil(
                "flows in its summary", () -> !tutorial("summary").path("top").isEmpty());
        weir.awaitUntil("an event", () -> !tutorial("events").isEmpty());
        weir.awaitUntil("points of its trend", () -> tutorial("trend").size() > 1);
        assertThat(tutorial("events").path(0).path("flowKey").asText()).isEqualTo("10.1.1.1,10.2.2.2,33000,80");
        assertThat(weir.get("/app/tutorial/html/").body()).contains("<title>");

        String notes = "/app/tutorial/scripts/tutorial.js/notes";
        assertThat(weir.send("PUT", notes + "/it/json", "{\"text\":\"a\"}").statusCode())
                .isEqualTo(204);
        assertThat(weir.get(notes + "/it/json").body()).isEqualTo("{\"text\":\"a\"}");
        assertThat(weir.send("DELETE", notes + "/it/json", "").statusCode()).isEqualTo(204);
        assertThat(weir.get(notes + "/it/json").statusCode()).isEqualTo(404);
        assertThat(weir.send("POST", notes + "/json", "{no json").statusCode()).isEqualTo(400);

        weir.type("bundle:list | grep -i tutorial");
        weir.type("feature:uninstall weir-app-tutorial");
        weir.awaitUntil("the app gone", () -> weir.get("/app/tutorial/status").statusCode() == 404);
        assertThat(weir.get("/flow/tutorial_tcp/json").statusCode()).isEqualTo(404);
    }

    @Test
    void theConsoleShowsAgentsFlowsAndEvents() {
        weir.send("PUT", "/flow/it_console/json", "{keys:'ipsource,ipdestination',value:'bytes'}");
        weir.awaitUntil(
                "traffic", () -> weir.json("/activeflows/ALL/it_console/json").size() == 1);

        weir.type("weir:agents");
        weir.awaitLine("10.9.4.1");
        weir.type("weir:flows");
        weir.awaitLine("it_console");
        weir.type("weir:top it_console");
        weir.awaitLine("10.1.1.1,10.2.2.2");
        weir.type("weir:top it_consle");
        weir.awaitLine("did you mean");
        weir.send("DELETE", "/flow/it_console/json", "");
    }

    @Test
    void theProgramsOfTheManualWork() throws Exception {
        assumeTrue("true".equals(System.getenv("CI")) || python(), "skipped: python3 is not on the path");
        List<String> found = run("report.py");
        assertThat(found).anyMatch(line -> line.startsWith("busiest port: 10.9.4.1 port 3"));
        assertThat(run("elephants.py", "1")).anyMatch(line -> line.contains("10.1.1.1,10.2.2.2,33000,80"));
        for (String name : List.of("tcp", "pairs")) {
            weir.send("DELETE", "/flow/" + name + "/json", "");
        }
        weir.send("DELETE", "/threshold/elephant/json", "");
    }

    private static boolean python() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    }

    private static List<String> run(String program, String... arguments) throws IOException, InterruptedException {
        weir.awaitUntil(
                "metrics",
                () -> weir.json("/metric/ALL/ifinutilization/json").path(0).has("metricValue"));
        Path examples = WeirProcess.apps().resolve("docs/html/examples");
        List<String> command = new ArrayList<>(List.of(
                "python3", examples.resolve(program).toString(), weir.uri("").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }
}
