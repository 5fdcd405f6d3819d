// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Resource;
import io.weir.api.http.Role;
import io.weir.api.log.RingLog;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.SteppedTimeline;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Long polls over real connections. */
@Timeout(180)
class PollsTest {
    private final SteppedTimeline clock = new SteppedTimeline();
    private final AtomicLong ids = new AtomicLong();
    private final RingLog<Map<String, Object>> log =
            new RingLog<>(100, line -> (long) line.get("id"), ids::incrementAndGet, clock);
    private final List<Socket> sockets = new ArrayList<>();
    private Polls polls;
    private Served served;

    private void serve(int most, int mostOfClient) throws Exception {
        polls = new Polls(most, mostOfClient);
        served = Served.of(
                GivenSettings.of(),
                new Resource(
                        "GET",
                        "/log/json",
                        Role.VIEWER,
                        "for a test",
                        request -> polls.poll(request, log, "after", "max", line -> true)));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        served.close();
    }

    private Socket ask(String query) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(60_000);
        socket.connect(served.address());
        sockets.add(socket);
        socket.getOutputStream()
                .write(("GET /log/json" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private int parked() {
        return polls.counters().get("httpPollsParked").intValue();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Test
    void fiveThousandWaitWithoutAThreadAndAreAllAnswered() throws Exception {
        serve(5_000, 5_000);
        for (int i = 0; i < 5_000; i++) {
            ask("?timeout=60");
        }
        await("all to wait", () -> parked() == 5_000);
        assertThat(served.threads()).isLessThanOrEqualTo(16);
        HttpResponse<String> more = served.send("GET", "/log/json?timeout=60", "");
        assertThat(more.statusCode()).isEqualTo(503);
        assertThat(more.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(more.headers().firstValue("Content-Type")).hasValue("application/problem+json");

        log.append(id -> Map.of("id", id));

        for (Socket socket : sockets) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("[{\"id\":1}]");
        }
        assertThat(parked()).isZero();
        assertThat(clock.nextTimer()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void oneClientMayTakeAPartOfThePlaces() throws Exception {
        serve(5_000, 2);
        ask("?timeout=60");
        ask("?timeout=60");
        await("both to wait", () -> parked() == 2);
        assertThat(answer(ask("?timeout=60"))).startsWith("HTTP/1.1 503").contains("Retry-After: 5");
        assertThat(answer(ask(""))).startsWith("HTTP/1.1 200");
        assertThat(polls.counters()).containsEntry("httpPollsRefused", 1L);
    }

    @Test
    void noneWaitsLongerThanFiveMinutesAndEndsEmpty() throws Exception {
        serve(10, 10);
        Socket socket = ask("?timeout=1e9");
        await("it to wait", () -> parked() == 1 && clock.nextTimer() < Long.MAX_VALUE);
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(parked()).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("[]");
        assertThat(parked()).isZero();
    }
}
