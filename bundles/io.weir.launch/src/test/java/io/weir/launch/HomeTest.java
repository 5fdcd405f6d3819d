// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    private Path directory;

    private Path distribution;

    @BeforeEach
    void distribution() throws IOException {
        distribution = Files.createDirectories(directory.resolve("distribution"));
        Files.createDirectories(distribution.resolve("etc/scripts"));
        Files.writeString(distribution.resolve("etc/a.cfg"), "from=distribution");
        Files.writeString(distribution.resolve("etc/scripts/s.script"), "");
    }

    private Home open() throws Refusal {
        return Home.open(directory.resolve("deep/home"));
    }

    @Test
    void homeIsMadeForItsOwnerOnly() throws IOException, Refusal {
        Home home = open();

        assertThat(home.root()).isDirectoryContaining("glob:**/{app,deploy,store,data,etc,run}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.root())))
                .isEqualTo("rwx------");
    }

    @Test
    void fileInPlaceOfAHomeIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> Home.open(file))
                .isInstanceOf(Refusal.class)
                .hasMessage("home \"" + file + "\": cannot be written: " + file
                        + " is not a directory: make it yours, or give another with --home DIR");
    }

    @Test
    void settingsAreWrittenOneALine() throws IOException, Refusal {
        Home home = open();
        TreeMap<String, String> settings = new TreeMap<>();
        settings.put("b", "2=ö");
        settings.put("a", "");
        home.writeSettings(settings);

        assertThat(home.run().resolve("settings")).hasContent("a=\nb=2=ö\n");
    }

    @Test
    void homesOwnConfigurationIsLaidOverTheDistributions() throws IOException, Refusal {
        Home home = open();
        home.layOut(distribution, "build 1");
        assertThat(home.etc().resolve("a.cfg")).hasContent("from=distribution");
        assertThat(home.etc().resolve("scripts/s.script")).exists();

        Files.writeString(home.root().resolve("etc/a.cfg"), "from=home");
        home.layOut(distribution, "build 1");
        assertThat(home.etc().resolve("a.cfg")).hasContent("from=home");

        Files.delete(home.root().resolve("etc/a.cfg"));
        home.layOut(distribution, "build 1");
        assertThat(home.etc().resolve("a.cfg")).hasContent("from=distribution");
    }

    @Test
    void cacheIsKeptForTheSameBuildAndWipedForAnother() throws IOException, Refusal {
        Home home = open();
        home.layOut(distribution, "build 1").given();
        Path cached = Files.writeString(home.karaf().resolve("cached"), "");
        Path stored = Files.writeString(home.root().resolve("store/kept"), "");

        home.layOut(distribution, "build 1").given();
        assertThat(cached).exists();
        home.layOut(distribution, "build 2").given();
        assertThat(cached).doesNotExist();
        assertThat(stored).exists();
    }

    @Test
    void cacheOfAStartThatNeverAnsweredIsWiped() throws IOException, Refusal {
        Home home = open();
        home.layOut(distribution, "build 1").given();
        home.layOut(distribution, "build 1");
        Path cached = Files.writeString(home.karaf().resolve("cached"), "");

        home.layOut(distribution, "build 1");
        assertThat(cached).doesNotExist();
    }

    @Test
    void markingTheCacheAsGoodTakesNoRoom() throws IOException, Refusal {
        Home home = open();
        Home.Proof proof = home.layOut(distribution, "build 1");
        long bytes = bytes(home.root());
        proof.given();
        assertThat(bytes(home.root())).isEqualTo(bytes);
    }

    private static long bytes(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void diskWithoutRoomForAStartIsRefused() {
        assertThatThrownBy(() -> Home.room(new Disk(60L << 20, 3L << 20)))
                .isInstanceOf(IOException.class)
                .hasMessage("3 MB are free, and a start takes 24");
        assertThatCode(() -> Home.room(new Disk(60L << 20, 24L << 20))).doesNotThrowAnyException();
        assertThatCode(() -> Home.room(new Disk(0, 0))) // one that does not tell
                .doesNotThrowAnyException();
    }

    @Test
    void configurationIsLaidOutAgainWhereItsCopyWasRemoved() throws IOException, Refusal {
        Home home = open();
        home.layOut(distribution, "build 1").given();
        Files.delete(home.etc().resolve("scripts/s.script"));
        Files.delete(home.etc().resolve("scripts"));
        Files.delete(home.etc().resolve("a.cfg"));
        Files.delete(home.etc());
        Files.delete(home.run());

        open().layOut(distribution, "build 1").given();
        assertThat(home.etc().resolve("a.cfg")).hasContent("from=distribution");
        assertThat(home.etc().resolve("scripts/s.script")).exists();
    }

    @Test
    void fingerprintTellsAnyChangeOfAFile() throws IOException {
        Path file = distribution.resolve("etc/a.cfg");
        String before = Fingerprint.of(distribution, "etc");
        assertThat(Fingerprint.of(distribution, "etc")).isEqualTo(before);

        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(Fingerprint.of(distribution, "etc")).isNotEqualTo(before);
    }

    @Test
    void lockHoldsTheProcessesId() throws IOException, Refusal {
        Home home = open();
        try (FileChannel lock = home.lock()) {
            assertThat(lock.isOpen()).isTrue();
            assertThat(home.run().resolve("lock"))
                    .hasContent(ProcessHandle.current().pid() + "\n");
        }
    }

    /** One that is as large and as full as it is said. */
    private static final class Disk extends FileStore {
        private final long total;
        private final long free;

        Disk(long total, long free) {
            this.total = total;
            this.free = free;
        }

        @Override
        public long getTotalSpace() {
            return total;
        }

        @Override
        public long getUsableSpace() {
            return free;
        }

        @Override
        public long getUnallocatedSpace() {
            return free;
        }

        @Override
        public String name() {
            return "disk";
        }

        @Override
        public String type() {
            return "test";
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(String name) {
            return false;
        }

        @Override
        public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
            return null;
        }

        @Override
        public Object getAttribute(String attribute) throws IOException {
            throw new IOException(attribute);
        }
    }
}
