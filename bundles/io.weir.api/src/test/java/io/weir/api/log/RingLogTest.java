// SPDX-License-Identifier: Apache-2.0
package io.weir.api.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Registration;
import io.weir.api.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RingLogTest {
    private record Line(long id, String text) {}

    /** A timeline whose timers fire when the test says so. */
    private static final class Alarms implements Timeline {
        final List<Runnable> pending = new ArrayList<>();

        @Override
        public long millis() {
            return 0;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Registration after(Duration delay, Runnable task) {
            pending.add(task);
            return () -> pending.remove(task);
        }

        @Override
        public Registration every(Duration period, Runnable task) {
            throw new AssertionError("a log repeats nothing");
        }
    }

    private final Alarms alarms = new Alarms();
    private final AtomicLong ids = new AtomicLong();
    private final RingLog<Line> log = new RingLog<>(3, Line::id, ids::incrementAndGet, alarms);

    private void add(String text) {
        log.append(id -> new Line(id, text));
    }

    private static List<String> texts(List<Line> lines) {
        return lines.stream().map(Line::text).toList();
    }

    @Test
    void newestComeFirstAndOldestGo() {
        List.of("a", "b", "c", "d").forEach(this::add);

        assertThat(texts(log.after(-1, 10, line -> true))).containsExactly("d", "c", "b");
        assertThat(texts(log.after(3, 10, line -> true))).containsExactly("d");
        assertThat(texts(log.after(-1, 1, line -> true))).containsExactly("d");
    }

    @Test
    void aPollWaitsForTheFirstEntryItWants() {
        CompletableFuture<List<Line>> poll =
                log.await(-1, 10, Duration.ofSeconds(60), line -> line.text().equals("b"));
        add("a");
        assertThat(poll).isNotDone();

        add("b");

        assertThat(texts(poll.join())).containsExactly("b");
        assertThat(alarms.pending).isEmpty();
        assertThat(log.waiting()).isZero();
    }

    @Test
    void aPollEndsEmptyWhenItsPatienceIsOver() {
        CompletableFuture<List<Line>> poll = log.await(-1, 10, Duration.ofSeconds(60), line -> true);

        List.copyOf(alarms.pending).forEach(Runnable::run);

        assertThat(poll.join()).isEmpty();
        assertThat(log.waiting()).isZero();
    }

    @Test
    void anAbandonedPollLeavesNothingBehind() {
        log.await(-1, 10, Duration.ofSeconds(60), line -> true).cancel(false);

        assertThat(log.waiting()).isZero();
        assertThat(alarms.pending).isEmpty();
    }

    @Test
    void aStaleReaderIsAnsweredAtOnceWithAllThereIs() {
        add("a");

        assertThat(texts(log.await(99, 10, Duration.ofSeconds(60), line -> true).join()))
                .containsExactly("a");
    }

    @Test
    void aReaderFromBeforeARestartWaitsForTheFirstEntry() {
        CompletableFuture<List<Line>> poll = log.await(57, 10, Duration.ofSeconds(60), line -> true);
        assertThat(poll).isNotDone();

        add("a");

        assertThat(texts(poll.join())).containsExactly("a");
    }

    @Test
    void listenersHearWhatTheyWantUntilTheyClose() {
        List<String> heard = new ArrayList<>();
        Registration listener = log.listen(line -> !line.text().equals("b"), line -> heard.add(line.text()));
        add("a");
        add("b");
        listener.close();
        add("c");

        assertThat(heard).containsExactly("a");
    }

    @Test
    void whoMissesNoneTakesTheOldestFirst() {
        List.of("a", "b", "c", "d").forEach(this::add);

        assertThat(log.oldest()).isEqualTo(2);
        assertThat(texts(log.next(-1, 2, line -> true))).containsExactly("b", "c");
        assertThat(texts(log.next(2, 10, line -> true))).containsExactly("c", "d");
        assertThat(texts(log.next(3, 10, line -> true))).containsExactly("d");
        assertThat(texts(log.next(0, 10, line -> !line.text().equals("c")))).containsExactly("b", "d");
        assertThat(log.next(4, 10, line -> true)).isEmpty();
        assertThat(texts(log.next(99, 1, line -> true))).containsExactly("b");
    }
}
