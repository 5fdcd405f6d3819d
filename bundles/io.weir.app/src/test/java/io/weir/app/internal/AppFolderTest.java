// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.app.App;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class AppFolderTest {
    @TempDir
    private Path home;

    private Platform platform;

    @BeforeEach
    void open() throws Exception {
        platform = new Platform(home);
    }

    @AfterEach
    void close() throws Exception {
        platform.close();
    }

    static String manifest(String bundle, String capability) {
        return """
                Manifest-Version: 1.0
                Bundle-ManifestVersion: 2
                Bundle-SymbolicName: %s
                Provide-Capability: io.weir.app;io.weir.app=%s
                """.formatted(bundle, capability);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aFolderIsAnAppOnceItHoldsStill() throws IOException {
        platform.write("first/scripts/a.js", "tell('half');");
        platform.scan();
        Files.writeString(platform.folder.resolve("first/scripts/a.js"), "tell('whole');", StandardOpenOption.APPEND);
        platform.scan();
        assertThat(platform.apps.apps()).isEmpty();
        platform.scan();
        platform.tells("half", "whole");
        assertThat(platform.app("first").scripts()).containsExactly("a.js");
    }

    @Test
    void anEditedScriptRestartsAlone() {
        platform.write("two/scripts/a.js", "tell('a1')");
        platform.write("two/scripts/b.js", "tell('b1')");
        platform.settle();
        platform.tells("a1", "b1");
        platform.write("two/scripts/a.js", "tell('a2, longer')");
        platform.settle();
        platform.tells("a2, longer");
    }

    @Test
    void anEditedIncludeRestartsTheScriptsOfItsAppOnly() {
        platform.write("inc/scripts/inc/lib.js", "var v = 1");
        platform.write("inc/scripts/a.js", "undefinedName()");
        platform.write("inc/scripts/b.js", "tell('b')");
        platform.write("other/scripts/o.js", "tell('o')");
        platform.settle();
        platform.tells("b", "o");
        platform.write("inc/scripts/inc/lib.js", "var v = 22");
        platform.settle();
        platform.tells("b");
    }

    @Test
    void editedPagesAreServedAtOnceAndRestartNothing() throws IOException {
        platform.write("pages/html/index.html", "old");
        platform.write("pages/scripts/a.js", "tell('started')");
        platform.settle();
        platform.tells("started");
        platform.write("pages/html/index.html", "new one");
        assertThat(platform.read("pages", "html/index.html")).isEqualTo("new one");
        platform.settle();
        platform.scan();
        assertThat(platform.told).isEmpty();
    }

    @Test
    void scriptsComeAndGoWithTheirFiles() throws IOException {
        platform.write("more/scripts/a.js", "tell('a')");
        platform.settle();
        platform.tells("a");
        platform.write("more/scripts/b.js", "tell('b')");
        platform.settle();
        platform.tells("b");
        Files.delete(platform.folder.resolve("more/scripts/a.js"));
        platform.settle();
        assertThat(platform.runtime().status("more", "a.js")).isEmpty();
        assertThat(platform.runtime().status("more", "b.js")).isPresent();
    }

    @Test
    void aScriptThatCannotBeParsedIsToldOfAndTriedAgainWhenItChanges() {
        platform.write("bad/scripts/a.js", "var a = 1;\nvar b = = 2;");
        platform.settle();
        Platform.await(() -> !platform.app("bad").status().get("a.js").fault().isEmpty());
        assertThat(platform.app("bad").status().get("a.js").fault()).startsWith("scripts/a.js:2: ");
        platform.write("bad/scripts/a.js", "tell('well')");
        platform.settle();
        platform.tells("well");
        Platform.await(() -> platform.app("bad").status().get("a.js").alive());
    }

    @Test
    void aRemovedFolderGoesWithItsScripts() throws IOException {
        platform.write("gone/scripts/a.js", "tell('a')");
        platform.write("stays/scripts/s.js", "tell('s')");
        platform.settle();
        platform.tells("a", "s");
        delete(platform.folder.resolve("gone"));
        platform.scan();
        assertThat(platform.apps.app("gone")).isEmpty();
        assertThat(platform.runtime().status("gone", "a.js")).isEmpty();
        assertThat(platform.bundles()).isEqualTo(1);
        assertThat(platform.told).isEmpty();
    }

    @Test
    void aZipIsAnAppAndAReplacedOneReplacesIt() throws IOException {
        platform.dropZip(
                "z.zip", "z/scripts/a.js", "tell('one')", "z/html/index.html", "page one", "z/.git/config", "x");
        platform.settle();
        platform.tells("one");
        assertThat(platform.read("z", "html/index.html")).isEqualTo("page one");
        platform.dropZip("z.zip", "scripts/a.js", "tell('two')", "html/index.html", "page two!");
        platform.settle();
        platform.tells("two");
        assertThat(platform.read("z", "html/index.html")).isEqualTo("page two!");
        Files.delete(platform.folder.resolve("z.zip"));
        platform.scan();
        assertThat(platform.apps.app("z")).isEmpty();
        assertThat(platform.bundles()).isZero();
    }

    @Test
    void aZipThatIsNotWholeYetIsTriedAgain() throws IOException {
        byte[] whole = Platform.zipOf("scripts/a.js", "tell('whole')");
        Files.write(platform.folder.resolve("slow.zip"), Arrays.copyOf(whole, whole.length / 2));
        platform.settle();
        assertThat(platform.apps.apps()).isEmpty();
        Files.write(platform.folder.resolve("slow.zip"), whole);
        platform.settle();
        platform.tells("whole");
    }

    @Test
    void aFolderTakesThePlaceOfItsZip() {
        platform.dropZip("same.zip", "scripts/a.js", "tell('zip')");
        platform.settle();
        platform.tells("zip");
        platform.write("same/scripts/a.js", "tell('folder')");
        platform.settle();
        platform.tells("folder");
        assertThat(platform.bundles()).isEqualTo(1);
    }

    @Test
    void appsAreThereAfterARestartOnceAndThoseWhoseFilesWentAreNot() throws Exception {
        platform.write("kept/scripts/a.js", "tell('kept')");
        platform.write("lost/scripts/a.js", "tell('lost')");
        platform.dropZip("zip.zip", "scripts/a.js", "tell('zip')");
        platform.dropZip("new.zip", "scripts/a.js", "tell('old')");
        platform.settle();
        platform.tells("kept", "lost", "zip", "old");
        platform.close();
        delete(platform.folder.resolve("lost"));
        platform.dropZip("new.zip", "scripts/a.js", "tell('new')");
        platform = new Platform(home);
        platform.settle();
        Platform.await(() -> platform.told.contains("new"));
        assertThat(platform.apps.apps()).extracting(App::name).containsExactly("kept", "new", "zip");
        assertThat(platform.bundles()).isEqualTo(3);
        assertThat(platform.told).contains("kept", "zip");
    }

    @Test
    void aFolderAppIsStoppedAndStartedAsABundle() throws Exception {
        platform.write("b/scripts/a.js", "tell('up')");
        platform.settle();
        platform.tells("up");
        Bundle bundle = platform.context().getBundle("weir-app:b");
        bundle.stop();
        assertThat(platform.apps.app("b")).isEmpty();
        platform.write("b/scripts/a.js", "tell('up again')");
        platform.settle();
        assertThat(platform.told).isEmpty();
        bundle.start();
        platform.tells("up again");
    }

    @Test
    void aBundleWithTheCapabilityIsAnApp() throws Exception {
        byte[] jar = Platform.zipOf(
                "META-INF/MANIFEST.MF",
                manifest("some.app", "jarred;version:Version=\"1.2\";description=\"Does\""),
                "scripts/a.js",
                "tell('jar')",
                "scripts/inc/b.js",
                "",
                "html/index.html",
                "page");
        Bundle bundle = platform.context().installBundle("jar:1", new ByteArrayInputStream(jar));
        bundle.start();
        platform.tells("jar");
        assertThat(platform.app("jarred").version()).isEqualTo("1.2.0");
        assertThat(platform.app("jarred").description()).isEqualTo("Does");
        assertThat(platform.app("jarred").scripts()).isEqualTo(List.of("a.js"));
        assertThat(platform.app("jarred").file("META-INF/MANIFEST.MF")).isEmpty();
        assertThat(platform.app("jarred").file("html")).isEmpty();
        assertThat(platform.app("jarred").file("html/index.html").orElseThrow().length())
                .isEqualTo(4);
        bundle.uninstall();
        assertThat(platform.apps.app("jarred")).isEmpty();
    }

    @Test
    void theNextOfANameRunsWhenTheFirstGoes() throws Exception {
        platform.write("name/scripts/a.js", "tell('folder')");
        platform.settle();
        platform.tells("folder");
        byte[] jar = Platform.zipOf("META-INF/MANIFEST.MF", manifest("other", "name"), "scripts/b.js", "tell('jar')");
        platform.context().installBundle("jar:2", new ByteArrayInputStream(jar)).start();
        assertThat(platform.app("name").scripts()).containsExactly("a.js");
        delete(platform.folder.resolve("name"));
        platform.scan();
        platform.tells("jar");
    }

    @Test
    void appsWaitForTheRuntimeAndServePagesWithoutIt() {
        platform.apps.runtimeWent(platform.runtime());
        platform.write("early/scripts/a.js", "tell('at last')");
        platform.settle();
        assertThat(platform.app("early").status().get("a.js").alive()).isFalse();
        assertThat(platform.told).isEmpty();
        platform.apps.runtimeCame(platform.runtime());
        platform.tells("at last");
    }

    @Test
    void foldersWithJavaCodeAreRefused() {
        platform.write("code/scripts/a.js", "tell('never')");
        platform.write("code/lib/x.jar", "x");
        platform.settle();
        assertThat(platform.apps.apps()).isEmpty();
    }

    @Test
    void whatABuildLeavesBesideAnAppIsPassedOver() {
        platform.write("built/scripts/a.js", "tell('built')");
        platform.write("built/target/built.jar", "x");
        platform.settle();
        platform.tells("built");
    }

    @Test
    void whatIsNoAppIsLeftAlone() {
        platform.write("read me/scripts/a.js", "tell(1)");
        platform.write(".hidden/scripts/a.js", "tell(1)");
        platform.write("notes.txt", "x");
        platform.write("empty/README.md", "x");
        platform.settle();
        assertThat(platform.apps.apps()).isEmpty();
        assertThat(platform.bundles()).isZero();
    }
}
