// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Weir started from the built distribution as a user would start it, with a home and ports of its own. Thread: any.
 *
 * <pre>{@code
 * try (WeirProcess weir = WeirProcess.start("-Dhttp.readonly=yes")) {
 *     assertThat(weir.get("/version").statusCode()).isEqualTo(200);
 * }
 * }</pre>
 *
 * <p>Most tests share one: see {@link SharedWeir}.
 */
public final class WeirProcess implements AutoCloseable {
    /** How long anything may take that is awaited without saying how long; a slow machine is no failure. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration START_PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final OutputLines output;
    private final Path home;
    private final boolean ownsHome;
    private final int httpPort;
    private final int udpPort;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();

    private WeirProcess(Launch launch) throws IOException {
        home = launch.home == null ? Files.createTempDirectory("weir-home") : launch.home;
        ownsHome = launch.home == null;
        httpPort = launch.httpPort == 0 ? freeTcpPort() : launch.httpPort;
        udpPort = launch.udpPort == 0 ? freeUdpPort() : launch.udpPort;
        List<String> command =
                new ArrayList<>(List.of(distribution().resolve("bin/weir").toString(), "--home", home.toString()));
        command.add("-Dhttp.port=" + httpPort);
        command.add("-Dsflow.port=" + udpPort);
        command.addAll(launch.arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        for (String name : List.of("WEIR_HOME", "RTPROP", "RTMEM", "WEIR_OPTS")) {
            builder.environment().remove(name);
        }
        builder.environment().put("WEIR_HEAP", "256m");
        builder.environment().put("WEIR_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        builder.environment().putAll(launch.environment);
        if (launch.input != null) {
            builder.redirectInput(launch.input.toFile());
        }
        process = builder.start();
        output = new OutputLines(process);
    }

    /** What to start, when defaults do not do. */
    public static final class Launch {
        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private Path home;
        private Path input;
        private int httpPort;
        private int udpPort;

        public Launch arguments(String... words) {
            arguments.addAll(Arrays.asList(words));
            return this;
        }

        public Launch environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** A home that is there already, and stays. */
        public Launch home(Path directory) {
            home = directory;
            return this;
        }

        /** What its standard input reads, instead of what a test types. */
        public Launch input(Path file) {
            input = file;
            return this;
        }

        public Launch httpPort(int port) {
            httpPort = port;
            return this;
        }

        public Launch udpPort(int port) {
            udpPort = port;
            return this;
        }

        /** Starts it and returns at once: for what is to fail, and for the console. */
        public WeirProcess startOnly() {
            try {
                return new WeirProcess(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Starts it and waits until it says that HTTP answers. */
        public WeirProcess start() {
            WeirProcess weir = startOnly();
            try {
                weir.awaitLine("ready in", START_PATIENCE);
                return weir;
            } catch (RuntimeException | Error e) {
                weir.close();
                throw e;
            }
        }
    }

    public static Launch launch() {
        return new Launch();
    }

    /** Starts one with these arguments more, and waits until HTTP answers. */
    public static WeirProcess start(String... arguments) {
        return launch().arguments(arguments).start();
    }

    /** The unpacked distribution under test. */
    public static Path distribution() {
        return Path.of(System.getProperty("weir.distribution"));
    }

    /** The applications in the source tree, to be dropped in. */
    public static Path apps() {
        return Path.of(System.getProperty("weir.apps"));
    }

    public Path home() {
        return home;
    }

    public int httpPort() {
        return httpPort;
    }

    public int udpPort() {
        return udpPort;
    }

    public long pid() {
        return process.pid();
    }

    public Process process() {
        return process;
    }

    public HttpClient http() {
        return http;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    /** The JSON that a path answers with; fails when it answers with anything but 200. */
    public JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError("GET " + path + ": " + response.statusCode() + " " + response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends any request with a body of JSON; an empty one is no body. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Puts bytes. */
    public HttpResponse<String> put(String path, byte[] bytes) {
        return send(HttpRequest.newBuilder(uri(path)).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        request.timeout(Duration.ofSeconds(60));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Puts JSON; fails when it is not taken. */
    public void define(String path, String json) {
        HttpResponse<String> response = send("PUT", path, json);
        if (response.statusCode() < 200 || response.statusCode() > 204) {
            throw new AssertionError("PUT " + path + ": " + response.statusCode() + " " + response.body());
        }
    }

    /** Everything it has printed so far: log and messages. */
    public List<String> log() {
        return output.lines();
    }

    /** Waits for a line of the log that contains a text, and gives it back. */
    public String awaitLine(String text) {
        return awaitLine(text, PATIENCE);
    }

    public String awaitLine(String text, Duration patience) {
        Await.until(
                "\"" + text + "\" in the log",
                patience,
                () -> output.find(text).isPresent() || !process.isAlive(),
                this::tail);
        return output.find(text)
                .orElseThrow(() -> new AssertionError("ended without \"" + text + "\" in the log:\n" + tail()));
    }

    /** Waits until something holds, and fails with the end of the log when it does not. */
    public void awaitUntil(String what, Duration patience, Await.Condition condition) {
        Await.until(what, patience, condition, this::tail);
    }

    public void awaitUntil(String what, Await.Condition condition) {
        awaitUntil(what, PATIENCE, condition);
    }

    private String tail() {
        List<String> lines = log();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    /** Types a line into the console of one started with {@code --shell}. */
    public void type(String line) {
        output.type(line);
    }

    /** Waits for its end and gives the exit status. */
    public int awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + patience + ":\n" + tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        output.awaitEnd();
        return process.exitValue();
    }

    /** Asks it to end, as a service manager does, and gives the time that took. */
    public Duration stop() {
        long asked = System.nanoTime();
        process.destroy();
        awaitEnd(Duration.ofSeconds(20));
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            try {
                stop();
            } finally {
                process.destroyForcibly();
            }
        }
        if (ownsHome) {
            delete(home);
        }
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freeTcpPort() {
        return freePort(port -> new ServerSocket(port, 1));
    }

    public static int freeUdpPort() {
        return freePort(DatagramSocket::new);
    }

    /** Binds a port, to see whether it is free. */
    @FunctionalInterface
    private interface Probe {
        AutoCloseable bind(int port) throws IOException;
    }

    /** One below those that the kernel gives to whoever asks for any, so that nobody gets it before Weir does. */
    private static int freePort(Probe probe) {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try {
                probe.bind(port).close();
                return port;
            } catch (Exception taken) {
                // another one then
            }
        }
        throw new IllegalStateException("no port is free between 10000 and 32000");
    }
}
