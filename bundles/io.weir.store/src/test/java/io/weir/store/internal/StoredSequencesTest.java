// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.store.Sequences.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSequencesTest {
    private static final long NOW = 1_800_000_000_000L;

    @TempDir
    private Path home;

    /** A process of its own each time: nothing is remembered but what is on disk. */
    private Sequence sequence() {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        return new StoredSequences(home, new StoreCounters(), clock).open("events");
    }

    private Path file(int generation) {
        return home.resolve("weir.sequences/events@" + generation);
    }

    @Test
    void idsBeginAtOneAndRiseByOne() {
        Sequence sequence = sequence();

        assertThat(sequence.next()).isEqualTo(1);
        assertThat(sequence.next()).isEqualTo(2);
    }

    @Test
    void openGivesTheSameObjectForTheSameName() {
        StoredSequences sequences = new StoredSequences(home, new StoreCounters(), Clock.systemUTC());

        assertThat(sequences.open("flows")).isSameAs(sequences.open("flows")).isNotSameAs(sequences.open("events"));
    }

    @Test
    void idsRiseOverAnyNumberOfRestarts() {
        long last = 0;
        for (int process = 0; process < 10; process++) {
            Sequence sequence = sequence();
            for (int i = 0; i < BlockSequence.BLOCK * process; i++) {
                long id = sequence.next();
                assertThat(id).isGreaterThan(last);
                last = id;
            }
        }
    }

    @Test
    void aBlockCostsOneWrite() {
        Sequence sequence = sequence();
        for (int i = 0; i < BlockSequence.BLOCK; i++) {
            sequence.next();
        }
        assertThat(file(1)).exists();
        assertThat(file(2)).doesNotExist();
        sequence.next();
        assertThat(file(2)).exists();
    }

    @Test
    void idsRiseWhenTheNewestFileIsDamaged() throws IOException {
        Sequence first = sequence();
        long last = Stream.generate(first::next)
                .limit(BlockSequence.BLOCK + 500)
                .reduce((a, b) -> b)
                .orElseThrow();
        Files.writeString(file(2), "rubbish");

        assertThat(sequence().next()).isGreaterThan(last);
    }

    @Test
    void idsRiseWhenEveryFileIsDamaged() throws IOException {
        sequence().next();
        Files.writeString(file(1), "rubbish");

        assertThat(sequence().next()).isEqualTo(NOW + 1);
    }

    @Test
    void idsGoOnWhenTheDiskCannotBeWritten() throws IOException {
        Files.writeString(home.resolve("weir.sequences"), "a file, no directory");
        Sequence sequence = sequence();

        assertThat(sequence.next()).isEqualTo(1);
        assertThat(sequence.next()).isEqualTo(2);
    }
}
