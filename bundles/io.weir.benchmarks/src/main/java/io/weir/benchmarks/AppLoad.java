// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Loads the apps of a running Weir, over REST. A request's time counts from when it was due, so that one that waits for another is
 * not forgiven.
 *
 * <pre>{@code
 * java -cp target/classes io.weir.benchmarks.AppLoad 8008 requests 1000 20   # to the handler of one script, for 20 s
 * java -cp target/classes io.weir.benchmarks.AppLoad 8008 rounds 100         # install, ask, reload, ask, remove
 * java -cp target/classes io.weir.benchmarks.AppLoad 8008 apps 100           # installs apps of three scripts each, and leaves them
 * }</pre>
 */
final class AppLoad {
    private static final String HANDLER = "var points = []; setIntervalHandler(function(now) { points.push(now);"
            + " while (points.length > 300) points.shift(); }, 1);"
            + " setHttpHandler(function(req) { return {trend: {times: points, maxPoints: 300}, after: req.query.after}; });";
    private static final String IDLE = "var seen = 0; setIntervalHandler(function(now) { seen++; }, 1);"
            + " setHttpHandler(function(req) { return seen; });";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    private AppLoad(int port) {
        base = "http://127.0.0.1:" + port;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        AppLoad load = new AppLoad(Integer.parseInt(args[0]));
        int number = Integer.parseInt(args[2]);
        switch (args[1]) {
            case "requests" -> load.requests(number, Integer.parseInt(args[3]));
            case "rounds" -> load.rounds(number);
            case "apps" -> load.apps(number);
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    private void requests(int rate, int seconds) throws IOException, InterruptedException {
        install("load", HANDLER, 1);
        ask("load", Math.max(1, rate / 5), 10);
        ask("load", rate, 10);
        long[] micros = ask("load", rate, seconds);
        Arrays.sort(micros);
        System.out.printf(
                "%d requests at %d/s: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
                micros.length,
                rate,
                micros[micros.length / 2] / 1e3,
                micros[micros.length * 99 / 100] / 1e3,
                micros[micros.length - 1] / 1e3);
        send("DELETE", "/app/load", new byte[0], 204);
    }

    private long[] ask(String app, int rate, int seconds) {
        int count = rate * seconds;
        long[] micros = new long[count];
        AtomicInteger failed = new AtomicInteger();
        CompletableFuture<?>[] answers = new CompletableFuture<?>[count];
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(base + "/app/" + app + "/scripts/s0.js/trend/json?after=1"))
                .build();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / rate;
            LockSupport.parkNanos(due - System.nanoTime());
            int number = i;
            answers[i] = http.sendAsync(request, BodyHandlers.discarding()).handle((answer, thrown) -> {
                micros[number] = (System.nanoTime() - due) / 1000;
                return thrown != null || answer.statusCode() != 200 ? failed.incrementAndGet() : 0;
            });
        }
        CompletableFuture.allOf(answers).join();
        if (failed.get() > 0) {
            throw new IllegalStateException("requests failed: " + failed);
        }
        return micros;
    }

    private void rounds(int rounds) throws IOException, InterruptedException {
        for (int i = 0; i < rounds; i++) {
            install("round", HANDLER, 1);
            send("GET", "/app/round/scripts/s0.js/json", new byte[0], 200);
            send("POST", "/app/round/reload", new byte[0], 204);
            send("GET", "/app/round/scripts/s0.js/json", new byte[0], 200);
            send("DELETE", "/app/round", new byte[0], 204);
        }
    }

    private void apps(int apps) throws IOException, InterruptedException {
        for (int i = 0; i < apps; i++) {
            install("idle" + i, IDLE, 3);
            for (int script = 0; script < 3; script++) {
                send("GET", "/app/idle" + i + "/scripts/s" + script + ".js/json", new byte[0], 200);
            }
        }
    }

    private void install(String app, String source, int scripts) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < scripts; i++) {
                zip.putNextEntry(new ZipEntry("scripts/s" + i + ".js"));
                zip.write(source.getBytes(StandardCharsets.UTF_8));
            }
            zip.putNextEntry(new ZipEntry("html/index.html"));
            zip.write("<title>load</title>".getBytes(StandardCharsets.UTF_8));
        }
        send("PUT", "/app/" + app + "/zip", bytes.toByteArray(), 204);
    }

    private void send(String method, String path, byte[] body, int status) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
