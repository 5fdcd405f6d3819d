// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import io.weir.api.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryStoreTest {
    @TempDir
    private Path home;

    private final StoreCounters counters = new StoreCounters();

    private Store store() {
        return new DirectoryStore(home.resolve("store"), counters);
    }

    private Store.Shelf shelf() {
        return store().shelf("app~script.js");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void writtenTextIsReadByTheNextProcess() {
        shelf().write("groups", "{\"a\":[\"10.0.0.0/8\"],\"é\":\"\u2028\"}");

        assertThat(shelf().read("groups")).contains("{\"a\":[\"10.0.0.0/8\"],\"é\":\"\u2028\"}");
        assertThat(counters.counters()).containsEntry("storeWrites", 1L);
    }

    @Test
    void nothingIsFoundUnderAKeyNeverWritten() {
        assertThat(shelf().read("groups")).isEmpty();
        assertThat(shelf().keys()).isEmpty();
        assertThat(shelf().delete("groups")).isFalse();
    }

    @Test
    void emptyTextIsNotAbsence() {
        shelf().write("groups", "");

        assertThat(shelf().read("groups")).contains("");
    }

    @Test
    void ownersDoNotSeeEachOther() {
        Store store = store();
        store.shelf("a").write("x", "1");
        store.shelf("b").write("x", "2");

        assertThat(store.shelf("a").read("x")).contains("1");
        assertThat(store.shelf("b").read("x")).contains("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../../etc/passwd",
                "/",
                "a/b",
                "a\\b",
                "x@3",
                "x.tmp",
                "x@1.damaged",
                "%",
                "%2F",
                "ünï",
                "a\nb",
                "\0"
            })
    void anyKeyAndOwnerStaysInsideTheStore(String text) throws IOException {
        store().shelf(text).write(text, "v:" + text);

        assertThat(store().shelf(text).read(text)).contains("v:" + text);
        assertThat(store().shelf(text).keys()).containsExactly(text);
        assertThat(files()).hasSize(1).allMatch(name -> name.matches("store/[^/]+/[^/]+@1"));
    }

    @Test
    void longKeysThatBeginAlikeAreKeptApart() {
        String stem = "k".repeat(1000);
        Store.Shelf shelf = shelf();
        shelf.write(stem + "1", "one");
        shelf.write(stem + "2", "two");

        assertThat(shelf().read(stem + "1")).contains("one");
        assertThat(shelf().keys()).containsExactly(stem + "1", stem + "2");
    }

    @Test
    void twoGenerationsAreKeptAndNoTemporaryFile() throws IOException {
        Store.Shelf shelf = shelf();
        for (int i = 1; i <= 5; i++) {
            shelf.write("x", "v" + i);
        }

        assertThat(files()).containsExactly("store/app~script.js/x@4", "store/app~script.js/x@5");
    }

    @Test
    void deletedPieceIsGoneForTheNextProcessToo() throws IOException {
        Store.Shelf shelf = shelf();
        shelf.write("x", "1");
        shelf.write("x", "2");

        assertThat(shelf.delete("x")).isTrue();
        assertThat(shelf.read("x")).isEmpty();
        assertThat(shelf().read("x")).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void everyTruncationOfTheNewestFileFallsBackToTheOneBefore() throws IOException {
        Path newest = home.resolve("store/app~script.js/x@2");
        shelf().write("x", "first");
        shelf().write("x", "second");
        byte[] whole = Files.readAllBytes(newest);
        for (int length = 0; length < whole.length; length++) {
            Files.write(newest, java.util.Arrays.copyOf(whole, length));
            assertThat(shelf().read("x")).as("cut to %d", length).contains("first");
        }
        Files.write(newest, whole);
        assertThat(shelf().read("x")).contains("second");
    }

    @Test
    void everyFlippedBitOfTheNewestFileFallsBackToTheOneBefore() throws IOException {
        Path newest = home.resolve("store/app~script.js/x@2");
        shelf().write("x", "first");
        shelf().write("x", "second");
        byte[] whole = Files.readAllBytes(newest);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] bent = whole.clone();
            bent[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(newest, bent);
            assertThat(shelf().read("x")).as("bit %d", bit).contains("first");
        }
    }

    @Test
    void damagedFileIsSetAsideCountedAndNotInTheWayOfTheNextWrite() throws IOException {
        shelf().write("x", "first");
        shelf().write("x", "second");
        Files.writeString(home.resolve("store/app~script.js/x@2"), "rubbish");

        Store.Shelf shelf = shelf();
        assertThat(shelf.read("x")).contains("first");
        assertThat(counters.counters()).containsEntry("storeDamagedFiles", 1L);
        shelf.write("x", "third");

        assertThat(shelf().read("x")).contains("third");
        assertThat(files()).contains("store/app~script.js/x@2.damaged");
        assertThat(shelf().keys()).containsExactly("x");
    }

    @Test
    void pieceWithoutAnyGoodFileIsAbsent() throws IOException {
        shelf().write("x", "first");
        Files.writeString(home.resolve("store/app~script.js/x@1"), "rubbish");

        assertThat(shelf().read("x")).isEmpty();
        assertThat(shelf().keys()).isEmpty();
    }

    @Test
    void pieceThatIsLostIsToldOnceByWhoeverListsThem() throws IOException {
        shelf().write("x", "first");
        shelf().write("y", "other");
        Files.writeString(home.resolve("store/app~script.js/x@1"), "rubbish");

        Store.Shelf shelf = shelf();
        assertThat(shelf.keys()).containsExactly("y");
        assertThat(shelf.keys()).containsExactly("y");
        assertThat(counters.counters()).containsEntry("storeDamagedFiles", 1L);
        assertThat(files()).contains("store/app~script.js/x@1.damaged");
        shelf.write("x", "again");
        assertThat(shelf().keys()).containsExactly("x", "y");
    }

    @Test
    void leftoversOfACrashAreCleanedAway() throws IOException {
        shelf().write("x", "first");
        Files.writeString(home.resolve("store/app~script.js/x@2.tmp"), "half");

        assertThat(shelf().read("x")).contains("first");
        assertThat(files()).containsExactly("store/app~script.js/x@1");
    }

    @Test
    void writeThatFailsIsToldAndTheOldTextStays() throws IOException {
        Store.Shelf shelf = shelf();
        shelf.write("x", "first");
        // A directory where the temporary file should go makes a write fail for root, too.
        Files.createDirectories(home.resolve("store/app~script.js/x@2.tmp/full"));

        assertThatThrownBy(() -> shelf.write("x", "second"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("store of \"app~script.js\": piece \"x\" cannot be written: ");
        assertThat(shelf.read("x")).contains("first");
        assertThat(counters.counters()).containsEntry("storeWriteFailures", 1L);
    }

    @Test
    void unwritableDirectoryIsTold() throws IOException {
        Files.writeString(home.resolve("store"), "a file, no directory");

        assertThatThrownBy(() -> shelf().write("x", "1")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void tooLongTextIsRefused() {
        assertThatThrownBy(() -> shelf().write("x", "y".repeat((16 << 20) + 1)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("stored piece \"x\": too long: most=16777216 characters");
    }
}
