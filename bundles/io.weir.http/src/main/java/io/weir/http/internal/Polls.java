// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.CounterSource;
import io.weir.api.Registration;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import io.weir.api.log.NumberedLog;
import io.weir.api.store.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Long polls: requests that wait in a log for an entry. None holds a thread; there may be {@code http.polls} of them (10,000),
 * {@code http.polls.client} from one address (1,000), and one more is told to come again. Thread: any.
 */
@Component(
        service = {Polls.class, CounterSource.class},
        immediate = true)
public final class Polls implements CounterSource {
    private static final int MOST = 10_000;
    private static final int MOST_OF_CLIENT = 1_000;

    private final Crowd parked;

    @Activate
    public Polls(@Reference Settings settings) {
        this(settings.integer("http.polls", MOST), settings.integer("http.polls.client", MOST_OF_CLIENT));
    }

    Polls(int most, int mostOfClient) {
        parked = new Crowd("requests wait", most, mostOfClient);
    }

    /** What a poll takes: see {@link #poll}. */
    static Shape shape(String id, String limit) {
        return Shape.JSON
                .query(id, "only what is newer than this id; -1 for all there is", "-1")
                .query(limit, "at most so many", "10")
                .query(
                        "timeout",
                        "seconds to wait for the first, 300 at most; without it the answer comes at once",
                        "0")
                .answers(503, "too many requests wait: come again after Retry-After seconds");
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
        Registration place = parked.enter(request.client());
        try {
            CompletableFuture<List<T>> waiting = log.await(after, atMost, patience, which);
            return waiting.whenComplete((found, failure) -> place.close()).thenApply(Response::json);
        } catch (RuntimeException e) {
            place.close();
            throw e;
        }
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of("httpPollsParked", parked.present(), "httpPollsRefused", parked.refused());
    }
}
