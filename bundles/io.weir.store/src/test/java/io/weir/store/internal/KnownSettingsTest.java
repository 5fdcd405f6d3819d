// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that nobody reads are told of, and the list of those that somebody reads is the manual's and the code's. */
class KnownSettingsTest {
    private static final Path PAGE = Path.of("../../apps/docs/html/index.html");
    /** A name given to the settings, or to a method beside them: {@code settings.integer("…"}, {@code within(settings, "…"}. */
    private static final Pattern READ = Pattern.compile("settings(?:\\s*\\.\\w+\\(|, )\"([A-Za-z.]+)\"");

    @ParameterizedTest
    @CsvSource({
        "sflow.prot, sflow.port",
        "sflw.port, sflow.port",
        "http.read-only, http.readonly",
        "shard, shards",
        "geo.county, geo.country",
        "replay.sped, replay.speed"
    })
    void mistypedNameIsToldWithTheNearest(String name, String meant) {
        assertThat(KnownSettings.unknown(List.of(name), List.of()))
                .singleElement()
                .asString()
                .startsWith("setting \"" + name + "\": unknown, has no effect, did you mean \"" + meant + "\"");
    }

    @Test
    void nameUnderAPrefixOfWeirIsToldThoughNothingIsNear() {
        assertThat(KnownSettings.unknown(List.of("snmp.community"), List.of()))
                .containsExactly("setting \"snmp.community\": unknown, has no effect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"browse-flows.t", "ddos_protect.group.local", "mine", "flow-trend.port", "sflow.port", "x."})
    void whatIsKnownOrAnAppsIsNotTold(String name) {
        assertThat(KnownSettings.unknown(List.of(name), List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"topology.links, topology", "flow_x.n, flow-x", "flow.prot, flow"})
    void namesOfAnAppAreItsOwnWhateverTheyAre(String name, String app) {
        assertThat(KnownSettings.unknown(List.of(name), List.of(app))).isEmpty();
    }

    @Test
    void appsAreTheFoldersAndZips(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("topology"));
        Files.createFile(folder.resolve("flow.zip"));
        assertThat(LaunchSettings.apps(folder)).containsExactly("flow", "topology");
        assertThat(LaunchSettings.apps(folder.resolve("none"))).isEmpty();
    }

    @Test
    void everySettingThatTheCodeReadsIsKnown() throws IOException {
        TreeSet<String> read = sources().stream()
                .flatMap(source -> READ.matcher(source).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(read).hasSizeGreaterThan(30);
        assertThat(KnownSettings.ROWS.stream().map(KnownSettings.Row::name)).containsAll(read);
    }

    @Test
    void everyKnownSettingIsReadSomewhere() throws IOException {
        String code = String.join("\n", sources());
        assertThat(KnownSettings.ROWS).allSatisfy(row -> assertThat(code).contains('"' + row.name() + '"'));
    }

    /** Stale when a row was changed: what is expected is what belongs into the page. */
    @Test
    void manualListsThem() throws IOException {
        String rows =
                KnownSettings.ROWS.stream().map(KnownSettingsTest::printed).collect(Collectors.joining("\n"));
        assertThat(Files.readString(PAGE))
                .contains("<tr><th>name</th><th>without it</th><th>takes</th><th>is</th></tr>\n" + rows + "\n</table>");
    }

    private static String printed(KnownSettings.Row row) {
        return "<tr><td><code>" + row.name() + "</code></td><td>" + row.usual() + "</td><td>"
                + row.kind().takes() + "</td><td>"
                + row.doc().replaceAll("`([^`]+)`", "<code>$1</code>") + "</td></tr>";
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java")
                            && !file.endsWith("KnownSettings.java")
                            && !file.toString().contains("io.weir.benchmarks"))
                    .map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
