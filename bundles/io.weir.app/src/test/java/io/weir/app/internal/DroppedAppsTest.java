// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.api.InvalidInput;
import io.weir.api.app.App;
import io.weir.api.app.Permission;
import java.io.ByteArrayInputStream;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps that are installed, stopped, started and removed by command. */
class DroppedAppsTest {
    @TempDir
    private Path home;

    @TempDir
    private Path elsewhere;

    private Platform platform;

    @BeforeEach
    void start() throws Exception {
        platform = new Platform(home);
    }

    @AfterEach
    void close() throws Exception {
        platform.close();
    }

    private void write(String path, String text) throws Exception {
        Files.createDirectories(elsewhere.resolve(path).getParent());
        Files.writeString(elsewhere.resolve(path), text);
    }

    @Test
    void aFolderIsCopiedAndRuns() throws Exception {
        write("one/scripts/a.js", "tell('x')");
        write("one/scripts/inc/x.js", "");
        write("one/.git/config", "secret");
        assertThat(platform.installer.install(elsewhere.resolve("one"))).isEqualTo("one");
        platform.settle();
        platform.tells("x");
        assertThat(platform.folder.resolve("one/scripts/inc/x.js")).exists();
        assertThat(platform.folder.resolve("one/.git")).doesNotExist();
        assertThat(platform.folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
    }

    @Test
    void linksOutOfAFolderAreNotFollowedWhenItIsCopied() throws Exception {
        write("secret.txt", "secret");
        write("one/html/index.html", "page");
        Files.createSymbolicLink(elsewhere.resolve("one/html/out.txt"), elsewhere.resolve("secret.txt"));
        Files.createSymbolicLink(elsewhere.resolve("one/html/in.html"), Path.of("index.html"));
        platform.installer.install(elsewhere.resolve("one"));
        assertThat(platform.folder.resolve("one/html/in.html")).hasContent("page");
        assertThat(platform.folder.resolve("one/html/out.txt")).doesNotExist();
    }

    @Test
    void anInstalledAppTakesThePlaceOfThatOfItsNameWhichIsKept() throws Exception {
        write("one/scripts/a.js", "tell('folder')");
        platform.installer.install(elsewhere.resolve("one"));
        platform.settle();
        platform.tells("folder");
        platform.install("one", "one-main/scripts/a.js", "tell('zip')");
        platform.settle();
        platform.tells("zip");
        assertThat(home.resolve("data/removed/one/scripts/a.js")).hasContent("tell('folder')");
        assertThat(platform.app("one").origin()).startsWith("zip ");
    }

    @Test
    void whatIsNoAppIsRefusedAndLeavesNothing() throws Exception {
        write("code/scripts/a.js", "");
        write("code/lib/X.class", "");
        write("empty/readme.md", "");
        write("x.jar", "");
        for (String name : new String[] {"code", "empty", "x.jar", "none"}) {
            assertThatThrownBy(() -> platform.installer.install(elsewhere.resolve(name)))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining(name);
        }
        byte[] code = Platform.zipOf("scripts/a.js", "", "X.class", "");
        assertThatThrownBy(() -> platform.installer.install("zip", new ByteArrayInputStream(code)))
                .hasMessageContaining("holds Java code");
        byte[] none = {1, 2, 3};
        assertThatThrownBy(() -> platform.installer.install("zip", new ByteArrayInputStream(none)))
                .hasMessageContaining("not a zip");
        assertThatThrownBy(() -> platform.installer.install("../up", new ByteArrayInputStream(none)))
                .hasMessageContaining("bad name");
        assertThat(platform.folder).isEmptyDirectory();
    }

    @Test
    void aStoppedAppStaysStoppedUntilItIsStarted() throws Exception {
        platform.write("one/scripts/a.js", "tell('runs')");
        platform.settle();
        platform.tells("runs");
        platform.installer.stop("one");
        assertThat(platform.apps.app("one")).isEmpty();
        assertThat(platform.installer.stopped()).containsExactly("one");
        platform.settle();
        assertThat(platform.apps.app("one")).isEmpty();
        platform.installer.start("one");
        platform.tells("runs");
        assertThat(platform.installer.stopped()).isEmpty();
        platform.installer.reload("one");
        platform.tells("runs");
    }

    @Test
    void aRemovedAppIsGoneAndItsFilesAreKept() throws Exception {
        platform.write("one/scripts/a.js", "tell('runs')");
        platform.settle();
        platform.tells("runs");
        platform.installer.remove("one");
        platform.settle();
        assertThat(platform.apps.apps()).isEmpty();
        assertThat(platform.bundles()).isZero();
        assertThat(home.resolve("data/removed/one/scripts/a.js")).exists();
        assertThatThrownBy(() -> platform.installer.remove("one")).hasMessageContaining("unknown");
        assertThatThrownBy(() -> platform.installer.start("one")).hasMessageContaining("unknown");
        assertThatThrownBy(() -> platform.installer.reload("one")).hasMessageContaining("unknown");
    }

    @Test
    void whatIsInstalledIsThereAtOnceAndWhatIsRemovedIsGoneAtOnce() throws Exception {
        platform.install("one", "scripts/a.js", "tell('one')");
        assertThat(platform.app("one").origin()).startsWith("zip ");
        platform.tells("one");
        platform.install("one", "scripts/a.js", "tell('two')");
        platform.tells("two");
        write("one/scripts/a.js", "tell('folder')");
        platform.installer.install(elsewhere.resolve("one"));
        assertThat(platform.app("one").origin()).startsWith("folder ");
        platform.tells("folder");
        write("one/scripts/a.js", "tell('changed folder')");
        platform.installer.install(elsewhere.resolve("one"));
        platform.tells("changed folder");
        platform.settle();
        platform.scan();
        assertThat(platform.told).as("scans do nothing again").isEmpty();
        platform.installer.remove("one");
        assertThat(platform.apps.apps()).isEmpty();
        assertThat(platform.bundles()).isZero();
    }

    @Test
    void moreAppsThanMayBeAreRefusedAndComeWhenThereIsRoom() throws Exception {
        platform.close();
        platform = new Platform(home, Map.of("app.max", "2"));
        platform.install("a", "scripts/a.js", "tell('a')");
        platform.install("b", "scripts/b.js", "tell('b')");
        platform.tells("a", "b");
        assertThatThrownBy(() -> platform.install("c", "scripts/c.js", "tell('c')"))
                .hasMessage("app \"c\": there are as many apps as may be: limit=2:"
                        + " remove one, or raise the setting app.max");
        platform.install("b", "scripts/b.js", "tell('b again')");
        platform.tells("b again");
        platform.write("d/scripts/d.js", "tell('d')");
        platform.settle();
        platform.settle();
        assertThat(platform.apps.apps()).extracting(App::name).containsExactly("a", "b");
        platform.installer.remove("a");
        platform.settle();
        platform.tells("d");
    }

    @Test
    void whatAnAppMayDoIsWhatTheOperatorSaysOfItElseItElseTheOperatorOfAll() throws Exception {
        platform.close();
        platform = new Platform(
                home,
                Map.of("app.permissions", "dns", "app.permissions.named", "http, rest", "app.permissions.odd", "htp"));
        for (String name : new String[] {"silent", "named", "odd"}) {
            platform.install(name, "html/i.html", "");
        }
        for (String says :
                new String[] {"permissions=\"message\"", "permissions:List<String>=\"http,dns\"", "permissions=\"\""}) {
            String name = "bundle" + platform.apps.apps().size();
            byte[] jar = Platform.zipOf(
                    "META-INF/MANIFEST.MF", AppFolderTest.manifest(name, name + ";" + says), "html/i.html", "");
            platform.context()
                    .installBundle(name, new ByteArrayInputStream(jar))
                    .start();
        }
        assertThat(platform.apps.apps())
                .extracting(App::name, app -> Permission.words(app.permissions()))
                .containsExactly(
                        tuple("bundle3", List.of("message")),
                        tuple("bundle4", List.of("http", "dns")),
                        tuple("bundle5", List.of()),
                        tuple("named", List.of("http", "rest")),
                        tuple("odd", List.of()),
                        tuple("silent", List.of("dns")));
    }

    /**
     * {@code -Dweir.rounds=1000} for the long run. The virtual machine of these tests makes no profiles of methods, which would grow
     * in metaspace for long: what grows without them is a leak.
     */
    @Test
    void roundsOfInstallingReloadingAndRemovingLeaveNothing() throws Exception {
        int rounds = Integer.getInteger("weir.rounds", 60);
        for (int i = 0; i < Math.max(20, rounds / 10); i++) {
            round();
        }
        long[] before = held();
        for (int i = 0; i < rounds; i++) {
            round();
        }
        long[] after = held();
        assertThat(after[0]).as("classes, before: %d", before[0]).isLessThanOrEqualTo(before[0] * 102 / 100);
        assertThat(after[1]).as("threads, before: %d", before[1]).isLessThanOrEqualTo(before[1]);
        assertThat(after[2]).as("metaspace, before: %d", before[2]).isLessThanOrEqualTo(before[2] * 102 / 100);
    }

    private void round() throws Exception {
        platform.install("round", "scripts/a.js", "function f(x) { return x + 1 }; tell(f(1))", "html/i.html", "");
        platform.tells(2.0);
        platform.installer.reload("round");
        platform.tells(2.0);
        platform.installer.remove("round");
        assertThat(platform.bundles()).isZero();
    }

    /** Classes, threads and bytes of metaspace, once what nobody holds is gone. */
    private static long[] held() {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
        for (int i = 0; i < 5; i++) {
            System.gc();
            least[0] = Math.min(least[0], classes.getLoadedClassCount());
            least[1] = Math.min(least[1], ManagementFactory.getThreadMXBean().getThreadCount());
            least[2] = Math.min(least[2], metaspace());
        }
        return least;
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
