// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppFilesTest {
    @TempDir
    private Path home;

    private FolderContent content;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(home.resolve("app/a/html"));
        Files.createDirectories(home.resolve("app/a/scripts/inc"));
        Files.createDirectories(home.resolve("app/a/.git"));
        Files.writeString(home.resolve("secret"), "secret");
        Files.writeString(home.resolve("app/a/html/index.html"), "page");
        Files.writeString(home.resolve("app/a/scripts/s.js"), "");
        Files.writeString(home.resolve("app/a/scripts/inc/lib.js"), "");
        Files.writeString(home.resolve("app/a/.git/config"), "");
        Files.createSymbolicLink(home.resolve("app/a/html/out"), home.resolve("secret"));
        Files.createSymbolicLink(home.resolve("app/a/html/up"), home);
        Files.createSymbolicLink(home.resolve("app/a/html/in.html"), Path.of("index.html"));
        Files.createSymbolicLink(home.resolve("app/a/scripts/out.js"), home.resolve("secret"));
        content = new FolderContent(home.resolve("app/a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                ".",
                "..",
                "../../secret",
                "html/../../../secret",
                "html/../html/index.html",
                "/etc/passwd",
                "//etc/passwd",
                "html//index.html",
                "html/./index.html",
                "html/out",
                "html/up/secret",
                "html/%2e%2e/%2e%2e/%2e%2e/secret",
                "html\\..\\..\\..\\secret",
                "html/index.html\0.txt",
                "html/INDEX.html",
                "HTML/index.html",
                "html/index.html/",
                "html",
                ".git/config",
                "C:/secret",
                "html/none.html",
            })
    void nothingElseIsFound(String path) {
        assertThat(content.file(path)).isEmpty();
    }

    @Test
    void filesAndLinksWithinTheAppAreFound() throws IOException {
        assertThat(content.file("html/index.html").orElseThrow().length()).isEqualTo(4);
        assertThat(content.file("html/in.html").orElseThrow().open().readAllBytes())
                .asString()
                .isEqualTo("page");
    }

    @Test
    void scriptsAreThoseDirectlyInTheFolderThatAreOfTheApp() {
        assertThat(content.scripts()).containsExactly("s.js");
    }

    @Test
    void theFolderMayItselfBeALink() throws IOException {
        Files.createSymbolicLink(home.resolve("app/linked"), home.resolve("app/a"));
        assertThat(new FolderContent(home.resolve("app/linked")).file("html/index.html"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../scripts/a.js",
                "scripts/../../a.js",
                "/scripts/a.js",
                "scripts\\a.js",
                "scripts/a\0.js",
                "C:/scripts/a.js",
                "lib/A.class",
                "lib/x.JAR",
            })
    void aZipWithABadPathOrCodeIsRefused(String path) throws IOException {
        Path zip = Files.write(home.resolve("x.zip"), Platform.zipOf("scripts/ok.js", "", path, "x"));
        assertThatThrownBy(() -> AppArchive.ofZip("x", zip, "1"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("path=");
    }

    @Test
    void aZipThatUnpacksToTooMuchIsRefused() throws IOException {
        Path zip = Files.write(home.resolve("x.zip"), Platform.zipOf("scripts/a.js", "0".repeat(20 << 20)));
        assertThatThrownBy(() -> AppArchive.ofZip("x", zip, "1"))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("unpacks to too much");
    }

    @Test
    void aZipWithTooManyFilesIsRefused() throws IOException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            files.add("html/" + i);
            files.add("");
        }
        Path zip = Files.write(home.resolve("x.zip"), Platform.zipOf(files.toArray(String[]::new)));
        assertThatThrownBy(() -> AppArchive.ofZip("x", zip, "1"))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("holds too many files");
    }

    @Test
    void aZipOfSomethingElseIsRefused() throws IOException {
        Path zip = Files.write(home.resolve("x.zip"), Platform.zipOf("docs/a.md", "x", "docs/b.md", "y"));
        assertThatThrownBy(() -> AppArchive.ofZip("x", zip, "1"))
                .isInstanceOf(Refused.class)
                .hasMessage("holds neither scripts/ nor html/");
    }
}
