// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST interface of a Weir that runs here, and how long it takes to answer. Thread: one. */
final class Rest {
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final String base;

    Rest(int port) {
        base = "http://127.0.0.1:" + port;
    }

    /** Asks for some seconds, and prints percentiles. */
    void ask(String path, int seconds) throws IOException, InterruptedException {
        double[] millis = new double[100_000];
        int count = 0;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            get(path);
            millis[count++] = (System.nanoTime() - start) / 1e6;
            LockSupport.parkNanos(20_000_000);
        }
        print(path, Arrays.copyOf(millis, count));
    }

    static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                "%s: n=%d p50=%.1f p99=%.1f max=%.1f ms%n",
                what,
                millis.length,
                millis[millis.length / 2],
                millis[Math.min(millis.length - 1, millis.length * 99 / 100)],
                millis[millis.length - 1]);
    }

    long counter(String name) throws IOException, InterruptedException {
        Matcher value = Pattern.compile("\"" + name + "\":(\\d+)").matcher(get("/analyzer/json"));
        return value.find() ? Long.parseLong(value.group(1)) : 0;
    }

    String get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
