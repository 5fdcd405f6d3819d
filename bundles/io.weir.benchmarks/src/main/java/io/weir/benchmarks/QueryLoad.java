// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.InterfaceCounters;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a running Weir questions over REST while 1,000 agents with 64 ports each send their counters to it over UDP, every one each 20
 * seconds; then crosses a threshold again and again with a client waiting for the event. Prints percentiles, and what was lost.
 *
 * <pre>{@code
 * java -cp target/classes:$(cat target/classpath) io.weir.benchmarks.QueryLoad 8008 6343 20
 * }</pre>
 */
final class QueryLoad {
    private static final int AGENTS = 1_000;
    private static final int PORTS = 64;
    private static final int PORTS_A_DATAGRAM = 6;
    private static final int INTERVAL_MILLIS = 20_000;
    private static final int CROSSINGS = 200;

    private final DatagramSocket socket = new DatagramSocket();
    private final Rest rest;
    private final int udp;
    private final long[] sequences = new long[AGENTS + 1];
    private long sent;
    private volatile boolean done;

    private QueryLoad(int httpPort, int udp) throws IOException {
        rest = new Rest(httpPort);
        this.udp = udp;
    }

    /** HTTP port, UDP port, seconds of asking. */
    public static void main(String[] args) throws IOException, InterruptedException {
        new QueryLoad(Integer.parseInt(args[0]), Integer.parseInt(args[1])).run(Integer.parseInt(args[2]));
    }

    private void run(int seconds) throws IOException, InterruptedException {
        long before = rest.counter("sFlowDatagramsReceived");
        long lostBefore = rest.counter("sFlowDatagramsDiscarded");
        round(0, 4_000); // two rounds quickly: rates need two samples
        round(INTERVAL_MILLIS, 4_000);
        System.out.printf("data sources with a rate: %s%n", rest.get("/metric/ALL/max:ifinutilization/json"));
        Thread sender = new Thread(
                () -> {
                    for (int i = 2; !done; i++) {
                        round((long) i * INTERVAL_MILLIS, INTERVAL_MILLIS);
                    }
                },
                "sender");
        sender.start();
        rest.ask("/metric/ALL/max:ifinutilization/json", 5);
        rest.ask("/metric/ALL/max:ifinutilization/json", seconds);
        rest.ask("/metric/ALL/sum:ifinoctets,med:ifinutilization/json?ifspeed=10000000000", Math.max(2, seconds / 3));
        rest.ask("/table/ALL/sort:ifinutilization:-10,ifname/json", Math.max(2, seconds / 3));
        done = true;
        sender.join();
        cross();
        Thread.sleep(500);
        long received = rest.counter("sFlowDatagramsReceived") - before;
        System.out.printf(
                "datagrams sent %d, received %d, discarded %d%n",
                sent, received, rest.counter("sFlowDatagramsDiscarded") - lostBefore);
    }

    /** Every port of every agent once, evenly over so many ms; {@code uptime} is what the agents say. */
    private void round(long uptime, long millis) {
        long start = System.nanoTime();
        int datagrams = AGENTS * ((PORTS + PORTS_A_DATAGRAM - 1) / PORTS_A_DATAGRAM);
        int number = 0;
        for (int first = 1; first <= PORTS; first += PORTS_A_DATAGRAM) {
            for (int agent = 1; agent <= AGENTS && !done; agent++) {
                DatagramBuilder datagram = DatagramBuilder.agent("10.1." + agent / 250 + "." + (agent % 250 + 1))
                        .sequence(++sequences[agent])
                        .uptime(1_000_000 + uptime);
                for (int port = first; port < first + PORTS_A_DATAGRAM && port <= PORTS; port++) {
                    datagram.add(CounterSampleBuilder.of(port)
                            .sequence(uptime / INTERVAL_MILLIS + 1)
                            .add(InterfaceCounters.of(port)
                                    .in((agent + port) * 10_000L * (uptime / 1000), uptime)
                                    .out((agent + port) * 9_000L * (uptime / 1000), uptime)
                                    .build())
                            .add(CounterRecords.portName("swp" + port)));
                }
                send(datagram.bytes());
                LockSupport.parkNanos(start + millis * 1_000_000 / datagrams * ++number - System.nanoTime());
            }
        }
    }

    private void send(byte[] bytes) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), udp));
            sent++;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** An agent goes over the threshold and back, with a client waiting each time. */
    private void cross() throws IOException, InterruptedException {
        rest.send(
                "PUT",
                "/threshold/load_crossing/json",
                "{metric:'ifinutilization',value:50,timeout:0,filter:{ifspeed:[77000000]}}");
        double[] toEvent = new double[CROSSINGS];
        double[] toClient = new double[CROSSINGS];
        long octets = 0;
        long uptime = 1_000_000;
        int missed = 0;
        long last = newest();
        for (int i = 0; i < CROSSINGS; i++) {
            port(uptime += 1_000, octets += 1_000);
            port(uptime += 1_000, octets += 1_000);
            Thread.sleep(30);
            CompletableFuture<HttpResponse<String>> waiting = rest.http.sendAsync(
                    HttpRequest.newBuilder(URI.create(rest.base
                                    + "/events/json?thresholdID=load_crossing&timeout=5&maxEvents=1&eventID=" + last))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    BodyHandlers.ofString());
            Thread.sleep(20);
            long crossed = System.currentTimeMillis();
            long nanos = System.nanoTime();
            port(uptime += 1_000, octets += 9_000_000);
            String answer = waiting.join().body();
            double all = (System.nanoTime() - nanos) / 1e6;
            Matcher event =
                    Pattern.compile("\"eventID\":(\\d+),\"timestamp\":(\\d+)").matcher(answer);
            if (event.find()) {
                last = Long.parseLong(event.group(1));
                toEvent[i] = Math.max(0, Long.parseLong(event.group(2)) - crossed);
                toClient[i] = Math.max(0, all - toEvent[i]);
            } else {
                missed++;
            }
        }
        Rest.print("crossing to event", toEvent);
        Rest.print("event to a waiting client", toClient);
        System.out.printf("crossings %d, events missed %d%n", CROSSINGS, missed);
        rest.send("DELETE", "/threshold/load_crossing/json", "");
    }

    private void port(long uptime, long octets) {
        send(DatagramBuilder.agent("10.2.0.1")
                .sequence(++sequences[0])
                .uptime(uptime)
                .add(CounterSampleBuilder.of(1)
                        .sequence(sequences[0])
                        .add(InterfaceCounters.of(1)
                                .speed(77_000_000)
                                .in(octets, sequences[0])
                                .build()))
                .bytes());
    }

    private long newest() throws IOException, InterruptedException {
        Matcher id = Pattern.compile("\"eventID\":(\\d+)").matcher(rest.get("/events/json?maxEvents=1"));
        return id.find() ? Long.parseLong(id.group(1)) : -1;
    }
}
