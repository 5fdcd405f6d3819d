// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps that are installed, stopped, started and removed by command. */
class DroppedAppsTest {
    private static final long LEARNED = 4 << 20;

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
        platform.installer.install("one", Platform.zipOf("one-main/scripts/a.js", "tell('zip')"));
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
        assertThatThrownBy(() -> platform.installer.install("zip", code)).hasMessageContaining("holds Java code");
        byte[] none = {1, 2, 3};
        assertThatThrownBy(() -> platform.installer.install("zip", none)).hasMessageContaining("not a zip");
        assertThatThrownBy(() -> platform.installer.install("../up", none)).hasMessageContaining("bad name");
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

    /** {@code -Dweir.rounds=1000} for the long run. */
    @Test
    void roundsOfInstallingReloadingAndRemovingLeaveNothing() throws Exception {
        int rounds = Integer.getInteger("weir.rounds", 60);
        for (int i = 0; i < Math.max(10, rounds / 10); i++) {
            round();
        }
        long[] before = held();
        for (int i = 0; i < rounds; i++) {
            round();
        }
        long[] after = held();
        // a leak would keep the classes of each round; what the virtual machine learns of methods it keeps in metaspace
        // as well
        assertThat(after[0]).as("classes, before: %d", before[0]).isLessThanOrEqualTo(before[0] * 102 / 100 + 20);
        assertThat(after[1]).as("threads, before: %d", before[1]).isLessThanOrEqualTo(before[1] + 1);
        assertThat(after[2])
                .as("metaspace, before: %d", before[2])
                .isLessThanOrEqualTo(before[2] * 102 / 100 + LEARNED);
    }

    private void round() throws Exception {
        platform.installer.install(
                "round",
                Platform.zipOf("scripts/a.js", "function f(x) { return x + 1 }; tell(f(1))", "html/i.html", ""));
        platform.settle();
        platform.tells(2.0);
        platform.installer.reload("round");
        platform.tells(2.0);
        platform.installer.remove("round");
        platform.scan();
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
