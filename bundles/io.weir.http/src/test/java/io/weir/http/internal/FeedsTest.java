// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import io.weir.api.log.RingLog;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.SteppedTimeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server-sent events over real connections. */
@Timeout(120)
class FeedsTest {
    private static final int CAPACITY = 1000;

    private final AtomicLong ids = new AtomicLong();
    private final RingLog<Map<String, Object>> log =
            new RingLog<>(CAPACITY, line -> (long) line.get("id"), ids::incrementAndGet, new SteppedTimeline());
    private final Feeds feeds = new Feeds(40, 30);
    private final List<Client> clients = new ArrayList<>();
    private Served served;

    /** One connection to a stream. */
    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader reader;
        final String status;
        final Map<String, String> headers = new LinkedHashMap<>();
        String lastId = "";

        Client(String query, String... header) throws IOException {
            socket.setSoTimeout(60_000);
            socket.connect(served.address());
            clients.add(this);
            String request = "GET /log/stream" + query + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
                    + String.join("\r\n", header) + (header.length > 0 ? "\r\n\r\n" : "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            status = reader.readLine();
            for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                headers.put(line.substring(0, line.indexOf(':')).toLowerCase(java.util.Locale.ROOT), line);
            }
        }

        /** The next event: its fields, chunk lengths between them left out. Empty when the stream is over. */
        Map<String, String> event() throws IOException {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                    if (line.startsWith("id:")) {
                        lastId = fields.get("id");
                    }
                } else if (colon == 0) {
                    fields.put(line.length() > 1 ? "told" : "comment", line);
                }
                if (line.isEmpty() && !fields.isEmpty()) {
                    return fields;
                }
            }
            return fields;
        }

        /** The next event that a page would see. */
        Map<String, String> seen() throws IOException {
            Map<String, String> fields = event();
            while (!fields.isEmpty() && !fields.containsKey("data")) {
                fields = event();
            }
            return fields;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void serve(GivenSettings settings) throws Exception {
        LogFeed.Subject<Map<String, Object>> all =
                new LogFeed.Subject<>(log, line -> true, line -> (long) line.get("id"));
        LogFeed.Subject<Map<String, Object>> even =
                new LogFeed.Subject<>(log, line -> (long) line.get("id") % 2 == 0, line -> (long) line.get("id"));
        LogFeed.Subject<Map<String, Object>> none = new LogFeed.Subject<>(
                log, line -> false, line -> (long) line.get("id"), List.of("none has\nsuch a name"));
        served = Served.of(
                settings,
                new Resource(
                        "GET",
                        "/log/stream",
                        Role.VIEWER,
                        "for a test",
                        request -> Response.now(feeds.feed(
                                request,
                                request.query("none").isPresent()
                                        ? none
                                        : request.query("even").isPresent() ? even : all,
                                "after"))));
    }

    @AfterEach
    void stop() throws Exception {
        for (Client client : clients) {
            client.close();
        }
        served.close();
    }

    private void add() {
        log.append(id -> Map.of("id", id, "text", "line\nof two"));
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Test
    void entriesComeAsTheyAreAddedUncompressedAndUnderTheirIds() throws Exception {
        serve(GivenSettings.of());
        add();
        try (Client client = new Client("")) {
            assertThat(client.status).startsWith("HTTP/1.1 200");
            assertThat(client.headers.get("content-type")).containsIgnoringCase("text/event-stream");
            assertThat(client.headers).doesNotContainKey("content-encoding");
            assertThat(client.event()).containsEntry("retry", "2000").containsEntry("id", "1");
            add();
            assertThat(client.event())
                    .containsEntry("id", "2")
                    .hasEntrySatisfying("data", data -> assertThat(data).contains("\"id\":2", "line\\nof two"));
        }
        try (Client client = new Client("?after=-1")) {
            assertThat(client.seen()).containsEntry("id", "1");
            assertThat(client.seen()).containsEntry("id", "2");
        }
    }

    @Test
    void nothingIsMissedOrDoubledOverAThousandCuts() throws Exception {
        serve(GivenSettings.of());
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong taken = new AtomicLong();
        Thread adder = new Thread(() -> {
            while (!done.get()) {
                if (ids.get() < taken.get() + CAPACITY / 2) {
                    add(); // no more than the log holds: what is lost of it is another test's
                }
                LockSupport.parkNanos(400_000);
            }
        });
        List<Long> seen = new ArrayList<>();
        Random random = new Random(5);
        String lastId = "";
        adder.start();
        try {
            for (int cut = 0; cut < 1000; cut++) {
                try (Client client = lastId.isEmpty() ? new Client("") : new Client("", "Last-Event-ID: " + lastId)) {
                    for (int n = random.nextInt(6); n >= 0; n--) {
                        Map<String, String> event = client.event();
                        assertThat(event).doesNotContainEntry("event", "gap");
                        if (event.containsKey("data")) {
                            seen.add(Long.parseLong(event.get("id")));
                            taken.set(seen.get(seen.size() - 1));
                        }
                        lastId = client.lastId;
                    }
                }
            }
        } finally {
            done.set(true);
            adder.join();
        }
        assertThat(seen).hasSizeGreaterThan(1000);
        assertThat(seen)
                .isEqualTo(LongStream.rangeClosed(seen.get(0), seen.get(0) + seen.size() - 1)
                        .boxed()
                        .toList());
        await(
                "the server to notice that all are gone",
                () -> feeds.counters().get("httpStreamsOpen").intValue() == 0 || nudge());
    }

    private boolean nudge() {
        add();
        return false;
    }

    @Test
    void whoComesTooLateIsToldWhatIsMissing() throws Exception {
        serve(GivenSettings.of());
        IntStream.range(0, CAPACITY + 10).forEach(i -> add());
        try (Client client = new Client("", "Last-Event-ID: 3")) {
            Map<String, String> gap = client.seen();
            assertThat(gap).containsEntry("event", "gap").containsEntry("id", "10");
            assertThat(gap.get("data")).contains("\"after\":3", "\"next\":11");
            assertThat(client.seen()).containsEntry("id", "11");
        }
    }

    @Test
    void whatIsToldAtTheBeginIsAComment() throws Exception {
        serve(GivenSettings.of());
        try (Client client = new Client("?none=")) {
            assertThat(client.event())
                    .containsEntry("told", ": none has?such a name")
                    .containsEntry("id", "0");
        }
    }

    @Test
    void heartbeatMovesTheIdOverWhatTheClientDidNotAskFor() throws Exception {
        serve(GivenSettings.of("http.heartbeat", "1"));
        try (Client client = new Client("?even=")) {
            assertThat(client.event()).containsEntry("id", "0");
            add();
            Map<String, String> beat = client.event();
            while (!"1".equals(beat.get("id"))) {
                assertThat(beat).containsKey("comment").doesNotContainKey("data");
                beat = client.event();
            }
            add();
            assertThat(client.seen()).containsEntry("id", "2");
        }
    }

    @Test
    void streamsHoldNoThreadAndAreBoundedInAllAndByClient() throws Exception {
        serve(GivenSettings.of());
        for (int i = 0; i < 30; i++) {
            assertThat(new Client("").status).startsWith("HTTP/1.1 200");
        }
        assertThat(served.threads()).isLessThanOrEqualTo(16);
        try (Client more = new Client("")) {
            assertThat(more.status).startsWith("HTTP/1.1 503");
            assertThat(more.headers).containsKey("retry-after");
            assertThat(more.headers.get("content-type")).contains("application/problem+json");
        }
        add();
        for (Client client : List.copyOf(clients.subList(0, 30))) {
            assertThat(client.seen()).containsEntry("id", "1");
            client.close();
        }
        await(
                "places to be free again",
                () -> feeds.counters().get("httpStreamsOpen").intValue() == 0 || nudge());
        assertThat(new Client("").status).startsWith("HTTP/1.1 200");
    }

    @Test
    void clientThatTakesNothingIsCutAndHoldsUpNobody() throws Exception {
        serve(GivenSettings.of("http.heartbeat", "1"));
        Socket stalled = new Socket();
        stalled.setReceiveBufferSize(4096);
        stalled.connect(served.address());
        stalled.getOutputStream()
                .write("GET /log/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        await(
                "the stream to be open",
                () -> feeds.counters().get("httpStreamsOpen").intValue() == 1);
        String much = "x".repeat(20_000);
        try (Client client = new Client("")) {
            client.event();
            for (int i = 1; i <= 600; i++) {
                log.append(id -> Map.of("id", id, "text", much));
                assertThat(client.seen()).containsEntry("id", Integer.toString(i));
            }
            await(
                    "the stalled one to be cut",
                    () -> feeds.counters().get("httpStreamsOpen").intValue() == 1);
            add();
            assertThat(client.seen()).containsEntry("id", "601");
        }
        stalled.close();
    }

    @Test
    void streamsEndWithTheServer() throws Exception {
        serve(GivenSettings.of());
        Client client = new Client("");
        assertThat(client.event()).containsKey("retry");
        served.close();
        assertThat(client.seen()).isEmpty();
        serve(GivenSettings.of());
    }
}
