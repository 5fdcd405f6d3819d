// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the whole process takes: starts a built distribution with a home of its own, has a load generator send to it over
 * loopback UDP, and prints for each rate what was processed, what was lost and where, and what it cost.
 *
 * <pre>
 * java -cp … io.weir.benchmarks.LoadTest karaf-assembly/target/assembly SFLOWGEN [name=value …]
 * </pre>
 *
 * <p>{@code SFLOWGEN} is a program that takes {@code --port --rate --duration --flows --ring --zipf --quiet}. Settings:
 * {@code definitions=1}, {@code rates=20000,100000} (datagrams a second), {@code warmup=20} and {@code seconds=30} for each
 * rate, {@code heap=512m}, {@code buffer=4194304} (bytes of the socket's buffer), {@code java=…} (options of the JVM).
 *
 * <p>Processor time is that of the process, user and system, less that of the same process before the first datagram. It
 * works on Linux alone, for it reads {@code /proc}.
 */
public final class LoadTest {
    private static final String DEFINITION = "{keys:'ipsource,ipdestination,ipprotocol,or:tcpsourceport:udpsourceport,"
            + "or:tcpdestinationport:udpdestinationport',value:'bytes',n:20,t:2}";
    private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\"\\s*:\\s*(-?\\d+)");
    private static final long IDLE_SECONDS = 5;
    private static final double TICKS = 100;

    private final Map<String, String> settings = new TreeMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path sflowgen;
    private final Process weir;
    private final Path home;
    private final int httpPort = freeTcp();
    private final int udpPort = freeUdp();

    /** What the process tells of itself at a moment. */
    private record Reading(long nanos, double cpu, Map<String, Long> counters) {
        long since(Reading before, String counter) {
            return counters.getOrDefault(counter, 0L) - before.counters.getOrDefault(counter, 0L);
        }

        double seconds(Reading before) {
            return (nanos - before.nanos) / 1e9;
        }
    }

    private LoadTest(Path distribution, Path sflowgen, List<String> named) throws IOException {
        this.sflowgen = sflowgen;
        settings.putAll(Map.of("definitions", "1", "rates", "20000,100000", "warmup", "20", "seconds", "30"));
        settings.putAll(Map.of("heap", "512m", "buffer", "4194304", "java", ""));
        for (String setting : named) {
            String[] pair = setting.split("=", 2);
            if (pair.length < 2 || !settings.containsKey(pair[0])) {
                throw new IllegalArgumentException("setting \"" + setting + "\": known are " + settings.keySet());
            }
            settings.put(pair[0], pair[1]);
        }
        home = Files.createTempDirectory("weir-load");
        ProcessBuilder builder = new ProcessBuilder(
                        distribution.resolve("bin/weir").toString(),
                        "--home",
                        home.toString(),
                        "-Dhttp.port=" + httpPort,
                        "-Dsflow.port=" + udpPort,
                        "-Dsflow.address=127.0.0.1",
                        "-Dsflow.buffer=" + settings.get("buffer"))
                .redirectErrorStream(true);
        builder.environment().put("WEIR_HEAP", settings.get("heap"));
        builder.environment().put("WEIR_JAVA_OPTS", settings.get("java"));
        weir = builder.start();
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("arguments: the distribution's folder, the generator, name=value …");
        }
        List<String> named = List.of(arguments).subList(2, arguments.length);
        LoadTest test = new LoadTest(Path.of(arguments[0]), Path.of(arguments[1]), named);
        try {
            test.run();
        } finally {
            test.end();
        }
    }

    private static int freeTcp() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    private static int freeUdp() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int number(String setting) {
        return Integer.parseInt(settings.get(setting));
    }

    private void run() throws Exception {
        awaitReady();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        Reading before = reading();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        Reading after = reading();
        double idle = (after.cpu - before.cpu) / after.seconds(before);
        int definitions = number("definitions");
        for (int i = 0; i < definitions; i++) {
            define("load" + i);
        }
        print(
                "definitions=%d idle=%.2f%% of a core, buffer granted=%d bytes, heap=%s%n",
                definitions, 100 * idle, after.counters.getOrDefault("udpBufferGranted", 0L), settings.get("heap"));
        print(
                "%9s %9s %9s %9s %8s %8s %8s %7s %6s %6s %8s %8s%n",
                "asked/s",
                "sent/s",
                "done/s",
                "samples/s",
                "kernel",
                "ring",
                "lost",
                "cpu",
                "us",
                "MB",
                "p99 us",
                "most us");
        for (String rate : settings.get("rates").split(",", -1)) {
            measure(Integer.parseInt(rate.strip()), idle);
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    private void awaitReady() throws Exception {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(ready), "output");
        reader.setDaemon(true);
        reader.start();
        if (!ready.get(2, TimeUnit.MINUTES)) {
            throw new IOException("it ended before it was ready");
        }
    }

    /** Reads what the process prints to its end: shown are warnings, and all that comes before it is ready. */
    private void read(CompletableFuture<Boolean> ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(weir.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!ready.isDone() || line.contains("WARN") || line.contains("ERROR")) {
                    System.err.println(line);
                }
                if (line.contains("ready in")) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        } finally {
            ready.complete(false);
        }
    }

    private void define(String name) throws Exception {
        HttpRequest put = HttpRequest.newBuilder(uri("/flow/" + name + "/json"))
                .PUT(HttpRequest.BodyPublishers.ofString(DEFINITION))
                .build();
        HttpResponse<String> answer = http.send(put, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("definition refused: " + answer.body());
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    private Reading reading() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(uri("/analyzer/json")).build();
        String json = http.send(get, HttpResponse.BodyHandlers.ofString()).body();
        Map<String, Long> counters = new TreeMap<>();
        Matcher matcher = NUMBER.matcher(json);
        while (matcher.find()) {
            counters.put(matcher.group(1), Long.parseLong(matcher.group(2)));
        }
        String stat = Files.readString(Path.of("/proc/" + weir.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
        return new Reading(System.nanoTime(), cpu, counters);
    }

    private long residentMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + weir.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    private void measure(int rate, double idle) throws Exception {
        int warmup = number("warmup");
        int seconds = number("seconds");
        List<String> command = new ArrayList<>(List.of(sflowgen.toString(), "--port", Integer.toString(udpPort)));
        command.addAll(List.of("--flows", "100000", "--ring", "32768", "--zipf", "1", "--quiet"));
        command.addAll(List.of("--rate", Integer.toString(rate)));
        command.addAll(List.of("--duration", Integer.toString(warmup + seconds + 2)));
        Process generator = new ProcessBuilder(command).inheritIO().start();
        try {
            TimeUnit.SECONDS.sleep(warmup);
            Reading before = reading();
            long pause = 0;
            long most = 0;
            for (int left = seconds; left > 0; left -= 10) {
                TimeUnit.SECONDS.sleep(Math.min(left, 10));
                Reading now = reading();
                pause = Math.max(pause, now.counters.getOrDefault("shardPauseMicrosP99", 0L));
                most = Math.max(most, now.counters.getOrDefault("shardPauseMicrosMost", 0L));
            }
            show(rate, before, reading(), idle, pause, most);
        } finally {
            generator.destroy();
            generator.waitFor();
        }
    }

    private void show(int rate, Reading before, Reading after, double idle, long pause, long most) throws IOException {
        double took = after.seconds(before);
        long done = after.since(before, "sFlowDatagramsProcessed");
        long kernel = after.since(before, "sFlowDatagramsKernelDrops");
        long ring = after.since(before, "sFlowDatagramsRingFull");
        long sent = after.since(before, "sFlowDatagramsReceived") + kernel;
        double cpu = (after.cpu - before.cpu) / took;
        print(
                "%9d %9.0f %9.0f %9.0f %8d %8d %7.3f%% %6.1f%% %6.2f %6d %8d %8d%n",
                rate,
                sent / took,
                done / took,
                after.since(before, "sFlowFlowSamples") / took,
                kernel,
                ring,
                sent == 0 ? 0 : 100.0 * (kernel + ring) / sent,
                100 * cpu,
                done == 0 ? 0 : (cpu - idle) * took * 1e6 / done,
                residentMegabytes(),
                pause,
                most);
    }

    private void end() throws Exception {
        weir.destroy();
        if (!weir.waitFor(20, TimeUnit.SECONDS)) {
            weir.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
