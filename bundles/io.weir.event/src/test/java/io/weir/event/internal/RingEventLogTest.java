// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.event.Event;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.SteppedTimeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RingEventLogTest {
    private static final Event EVENT = new Event(0, 1, "big", "10.0.0.1", "3", "tcp", 10, 11, "", List.of());

    private final AtomicLong ids = new AtomicLong(41);

    private RingEventLog log(int kept) {
        return new RingEventLog(
                name -> ids::incrementAndGet,
                GivenSettings.of("events.max", Integer.toString(kept)),
                new SteppedTimeline());
    }

    @Test
    void eventsAreNumberedAndGivenToWhoWaits() throws Exception {
        RingEventLog log = log(10);
        CompletableFuture<List<Event>> waiting = log.await(-1, 10, Duration.ofSeconds(60), event -> true);
        log.add(EVENT);
        assertThat(waiting.get(60, TimeUnit.SECONDS)).extracting(Event::eventID).containsExactly(42L);
        assertThat(log.newest()).isEqualTo(42);
        log.close();
    }

    @Test
    void oldestGoWhenTheLogIsFull() throws Exception {
        RingEventLog log = log(2);
        CompletableFuture<List<Event>> third =
                log.await(-1, 10, Duration.ofSeconds(60), event -> event.eventID() == 44);
        log.add(EVENT);
        log.add(EVENT);
        log.add(EVENT);
        third.get(60, TimeUnit.SECONDS);
        assertThat(log.after(-1, 10, event -> true)).extracting(Event::eventID).containsExactly(44L, 43L);
        log.close();
    }
}
