// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.CounterSource;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import io.weir.api.log.NumberedLog;
import io.weir.api.store.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Long polls: requests that wait in a log for an entry. None holds a thread; there may be {@code http.polls} of them (10,000),
 * and one more is told to come again. Thread: any.
 */
@Component(
        service = {Polls.class, CounterSource.class},
        immediate = true)
public final class Polls implements CounterSource {
    private static final int MOST = 10_000;
    private static final int RETRY_SECONDS = 5;

    private final int most;
    private final AtomicInteger parked = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    @Activate
    public Polls(@Reference Settings settings) {
        this(settings.integer("http.polls", MOST));
    }

    Polls(int most) {
        this.most = most;
    }

    /**
     * Answers with the entries above an id, or waits for one.
     *
     * @param id the query parameter that holds the id
     * @param limit the one that holds how many at most
     */
    <T> CompletionStage<Response> poll(
            Request request, NumberedLog<T> log, String id, String limit, Predicate<? super T> which) {
        long after = Parameters.whole(request, id, -1);
        int atMost = Parameters.most(request, limit, Integer.MAX_VALUE);
        Duration patience = Parameters.patience(request, "timeout");
        if (patience.isZero()) {
            return Response.now(Response.json(log.after(after, atMost, which)));
        }
        if (parked.get() >= most) {
            refused.increment();
            throw new Unavailable("too many requests wait: most=" + most, RETRY_SECONDS);
        }
        CompletableFuture<List<T>> waiting = log.await(after, atMost, patience, which);
        if (!waiting.isDone()) {
            parked.incrementAndGet();
            waiting.whenComplete((found, failure) -> parked.decrementAndGet());
        }
        return waiting.thenApply(Response::json);
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of("httpPollsParked", parked.get(), "httpPollsRefused", refused.sum());
    }
}
