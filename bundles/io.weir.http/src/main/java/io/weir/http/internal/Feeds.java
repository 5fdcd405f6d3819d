// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.CounterSource;
import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import io.weir.api.Registration;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import io.weir.api.store.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Streams of events: clients that stay and are told as things happen. None holds a thread; there may be {@code http.streams}
 * (1,000), {@code http.streams.client} from one address (100), and one more is told to come again. Thread: any.
 */
@Component(
        service = {Feeds.class, CounterSource.class},
        immediate = true)
public final class Feeds implements CounterSource {
    /** The media type of what never ends. */
    static final String TYPE = "text/event-stream";

    private static final int MOST = 1_000;
    private static final int MOST_OF_CLIENT = 100;
    private static final String LAST_ID = "Last-Event-ID";

    private final Crowd open;

    @Activate
    public Feeds(@Reference Settings settings) {
        this(settings.integer("http.streams", MOST), settings.integer("http.streams.client", MOST_OF_CLIENT));
    }

    Feeds(int most, int mostOfClient) {
        open = new Crowd("streams are open", most, mostOfClient);
    }

    /** What a stream takes: see {@link #feed}. */
    static Shape shape(String id) {
        return Shape.JSON
                .type(TYPE)
                .query(id, "begin behind this id, -1 for all there is; without it and Last-Event-ID with the next", "")
                .answers(503, "too many streams are open: come again after Retry-After seconds");
    }

    /** What a stream tells at its begin of a name that it was asked for and nothing has. */
    static String absent(String kind, String name, Set<String> known) {
        return InvalidInput.of(kind, name, "there is none now")
                .suggest(Nearest.to(name, known))
                .getMessage();
    }

    /**
     * A stream of a log, from behind the id that the client saw last: of the header {@code Last-Event-ID}, which a browser sends when
     * it comes back, or else of a query parameter; or else of what comes from now on.
     */
    <T> Response feed(Request request, LogFeed.Subject<T> subject, String id) {
        long newest = subject.log().newest();
        long asked = Parameters.whole(request, id, newest);
        Optional<String> last = request.header(LAST_ID).filter(text -> !text.isBlank());
        long after = last.map(Feeds::number).orElse(asked);
        String client = request.client();
        return Response.feed(wake -> {
            Registration place = open.enter(client);
            LogFeed<T> feed = new LogFeed<>(subject, after, wake);
            return new Response.Source() {
                @Override
                public Optional<String> next() {
                    return feed.next();
                }

                @Override
                public String heartbeat() {
                    return feed.heartbeat();
                }

                @Override
                public void close() {
                    feed.close();
                    place.close();
                }
            };
        });
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id.strip());
        } catch (NumberFormatException e) {
            throw InvalidInput.of("header", LAST_ID, "not a whole number");
        }
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of("httpStreamsOpen", open.present(), "httpStreamsRefused", open.refused());
    }
}
