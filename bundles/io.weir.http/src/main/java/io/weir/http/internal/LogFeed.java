// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.Registration;
import io.weir.api.http.Response;
import io.weir.api.log.NumberedLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The entries of a log as server-sent events, each under its id, none left out and none twice. It keeps a place in the log and no
 * entries: a slow client costs no memory. Whom the log overtakes, or who comes back too late, is told so by an event {@code gap}.
 *
 * <p>Thread: one at a time.
 */
final class LogFeed<T> implements Response.Source {
    /** What to read: the log itself, what counts of it, where the id of an entry is, and what to tell the client at the begin. */
    record Subject<T>(NumberedLog<T> log, Predicate<? super T> which, ToLongFunction<? super T> id, List<String> told) {
        Subject(NumberedLog<T> log, Predicate<? super T> which, ToLongFunction<? super T> id) {
            this(log, which, id, List.of());
        }
    }

    private static final int BATCH = 64;
    private static final JsonPrinter PRINTER = new JsonPrinter(0);

    private final Subject<T> subject;
    private final Registration listening;
    private long place;
    private boolean begun;

    /**
     * Opens it.
     *
     * @param after the id that the client has seen last; -1 for everything there is
     */
    LogFeed(Subject<T> subject, long after, Runnable wake) {
        this.subject = subject;
        this.place = after;
        this.listening = subject.log().listen(subject.which(), entry -> wake.run());
    }

    @Override
    public Optional<String> next() {
        StringBuilder text = new StringBuilder();
        if (!begun) {
            begun = true;
            text.append("retry: 2000\n");
            subject.told()
                    .forEach(line -> text.append(": ")
                            .append(line.replaceAll("\\p{Cntrl}", "?"))
                            .append('\n'));
            text.append(mark());
        }
        NumberedLog<T> log = subject.log();
        // a log that has lost its past, with the server perhaps, counts from below: all of it is new
        place = log.newest() >= 0 && log.newest() < place ? -1 : place;
        long oldest = log.oldest();
        List<T> entries = log.next(place, BATCH, subject.which());
        if (place > 0 && oldest > place + 1) {
            text.append("event: gap\nid: ").append(oldest - 1).append("\ndata: ");
            text.append(json(Map.of("after", place, "next", oldest))).append("\n\n");
            place = oldest - 1;
        }
        for (T entry : entries) {
            place = subject.id().applyAsLong(entry);
            text.append("id: ")
                    .append(place)
                    .append("\ndata: ")
                    .append(json(entry))
                    .append("\n\n");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    /** Tells how far the log was read, so that a client that comes back is not told of a gap of entries it did not ask for. */
    @Override
    public String heartbeat() {
        long newest = subject.log().newest();
        if (newest > place && subject.log().next(place, 1, subject.which()).isEmpty()) {
            place = newest;
        }
        return mark();
    }

    /** An event without data moves the client's last id and is not shown to it. Ids begin with 1. */
    private String mark() {
        return ":\nid: " + Math.max(0, place) + "\n\n";
    }

    private static String json(Object value) {
        return new String(PRINTER.print(value), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        listening.close();
    }
}
