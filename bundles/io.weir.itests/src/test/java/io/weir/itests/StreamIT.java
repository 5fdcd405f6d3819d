// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.InterfaceCounters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that real datagrams make arrive at a client that is cut off again and again, each once and in order. */
@ExtendWith(SharedWeir.class)
class StreamIT {
    private static final int EVENTS = 40;
    private static final String AGENT = "198.18.77.1";

    /** A port whose load goes up and down. */
    private static final class Port implements AutoCloseable {
        private final DatagramSocket socket;
        private final int to;
        private long sequence;
        private long octets;

        Port(WeirProcess weir) throws IOException {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            to = weir.udpPort();
        }

        /** Counters of a second more, with so many octets in it. */
        void second(long more) throws IOException {
            sequence++;
            octets += more;
            byte[] bytes = DatagramBuilder.agent(AGENT)
                    .sequence(sequence)
                    .uptime(1_000 * sequence)
                    .add(CounterSampleBuilder.of(1)
                            .sequence(sequence)
                            .add(InterfaceCounters.of(1)
                                    .speed(100_000_000)
                                    .in(octets, sequence)
                                    .build()))
                    .bytes();
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), to));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** Takes a few events over a connection of its own, which it breaks. */
    private static String take(WeirProcess weir, String lastId, List<Long> seen, int most) throws IOException {
        String last = lastId;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), weir.httpPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET /events/stream?thresholdID=it_stream HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: "
                                    + lastId + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            int taken = 0;
            for (String line = reader.readLine(); taken < most; line = reader.readLine()) {
                assertThat(line).isNotNull().doesNotStartWith("event: gap");
                if (line.startsWith("id: ")) {
                    last = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    seen.add(Long.parseLong(last));
                    taken++;
                }
            }
        }
        return last;
    }

    @ParameterizedTest
    @CsvSource({
        "/threshold/it_told/json, /events/stream?thresholdID=it_tolt, threshold",
        "/flow/it_told/json, /flows/stream?name=it_tolt, flow definition"
    })
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void streamOfANameThatNothingHasTellsOfTheNearest(String near, String stream, String kind, WeirProcess weir)
            throws IOException {
        weir.send(
                "PUT",
                near,
                near.startsWith("/flow") ? "{keys:'ipsource',value:'bytes'}" : "{metric:'ifinoctets',value:1}");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), weir.httpPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET " + stream + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            while (!line.startsWith(": ")) {
                line = reader.readLine();
            }
            assertThat(line).isEqualTo(": " + kind + " \"it_tolt\": there is none now, did you mean \"it_told\"");
        }
        weir.send("DELETE", near, "");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void eachEventComesOnceThoughTheClientIsCutOff(WeirProcess weir) throws IOException, InterruptedException {
        weir.send(
                "PUT",
                "/threshold/it_stream/json",
                "{metric:'ifinutilization',value:50,timeout:0,filter:{ifspeed:[100000000]}}");
        JsonNode newest = weir.json("/events/json?maxEvents=1");
        String last = newest.isEmpty() ? "0" : newest.get(0).path("eventID").asText();
        List<Long> seen = new ArrayList<>();
        Thread sender = new Thread(
                () -> {
                    try (Port port = new Port(weir)) {
                        port.second(0);
                        for (int i = 0; i < EVENTS; i++) {
                            port.second(10_000);
                            port.second(9_000_000);
                            Thread.sleep(15);
                        }
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "port");
        sender.start();
        for (int most = 1; seen.size() < EVENTS; most = most % 4 + 1) {
            last = take(weir, last, seen, Math.min(most, EVENTS - seen.size()));
        }
        sender.join();

        List<Long> logged = new ArrayList<>();
        weir.json("/events/json?thresholdID=it_stream&maxEvents=" + EVENTS)
                .forEach(event -> logged.add(event.path("eventID").asLong()));
        Collections.reverse(logged);
        assertThat(seen).isEqualTo(logged).hasSize(EVENTS);
        weir.send("DELETE", "/threshold/it_stream/json", "");
    }
}
