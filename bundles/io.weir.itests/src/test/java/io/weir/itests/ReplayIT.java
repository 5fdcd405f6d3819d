// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.InterfaceCounters;
import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.testkit.Captures;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Captures as an input: through the setting, and through REST, on the clock of the capture. */
@TestMethodOrder(org.junit.jupiter.api.MethodOrderer.MethodName.class)
class ReplayIT {
    private static final long START_MS = 1_700_000_000_000L;
    private static final int SECONDS = 20;
    private static final int REPLAYS = 100;
    private static final String SCRIPT = """
            var times = [];
            setIntervalHandler(function(now) {
              times.push(now);
              logInfo('interval');
            }, 5);
            setHttpHandler(function(req) { var told = times; times = []; return told; });
            """;

    private static WeirProcess weir;

    @BeforeAll
    static void start() throws IOException {
        Path home = Files.createTempDirectory("weir-replay");
        Files.write(home.resolve("small.pcap"), capture());
        Files.writeString(home.resolve("no.pcap"), "not a capture");
        Path scripts = Files.createDirectories(home.resolve("app/clock/scripts"));
        Files.writeString(scripts.resolve("clock.js"), SCRIPT);
        weir = WeirProcess.launch()
                .home(home)
                .arguments("-Dsflow.file=small.pcap", "-Dreplay.speed=max")
                .start();
    }

    @AfterAll
    static void stop() {
        weir.close();
    }

    /** Web requests between a hundred hosts as six agents sample them, and the counters of their ports. */
    private static byte[] capture() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream pcap = new DataOutputStream(bytes);
        pcap.writeInt(0xa1b2_c3d4);
        pcap.writeInt(0x0002_0004);
        pcap.writeLong(0);
        pcap.writeInt(65_535);
        pcap.writeInt(101);
        long octets = 0;
        for (int i = 0; i < SECONDS * 50; i++) {
            long ms = i * 20L;
            int agent = i % 6;
            DatagramBuilder datagram = DatagramBuilder.agent("10.7.0." + (agent + 1))
                    .sequence(1 + i / 6)
                    .uptime(1_000_000 + ms);
            String client = "10.1.0." + random.nextInt(1, 11);
            String server = "10.2.0." + random.nextInt(1, 11);
            datagram.add(FlowSampleBuilder.of(3)
                    .sequence(1 + i / 6)
                    .samplingRate(1000)
                    .samplePool(1000L * (1 + i / 6))
                    .input(3)
                    .output(4)
                    .packet(PacketBuilder.ethernet("020000000001", "020000000002")
                            .ipv4(client, server)
                            .tcp(33_000, 80)
                            .payload(random.nextInt(60, 1400))));
            if (i % 25 == 0) {
                octets += random.nextInt(1, 40_000_000);
                datagram.add(CounterSampleBuilder.of(3)
                        .sequence(1 + i / 25)
                        .add(InterfaceCounters.of(3)
                                .speed(1_000_000_000)
                                .in(octets, ms)
                                .build())
                        .add(CounterRecords.portName("swp3")));
                datagram.add(CounterSampleBuilder.of(2, 1)
                        .sequence(1 + i / 25)
                        .add(CounterRecords.hostDescr("leaf" + (agent + 1), new UUID(1, agent), 3, 2, "5.10")));
            }
            byte[] payload = datagram.bytes();
            pcap.writeInt((int) ((START_MS + ms) / 1000));
            pcap.writeInt((int) ((START_MS + ms) % 1000 * 1000));
            pcap.writeInt(28 + payload.length);
            pcap.writeInt(28 + payload.length);
            pcap.writeShort(0x4500);
            pcap.writeShort(28 + payload.length);
            pcap.writeInt(0);
            pcap.writeInt(0x4011_0000);
            pcap.writeInt(0x0a07_0001 + agent);
            pcap.writeInt(0x0a07_00fe);
            pcap.writeShort(50_000);
            pcap.writeShort(6343);
            pcap.writeInt((8 + payload.length) << 16);
            pcap.write(payload);
        }
        return bytes.toByteArray();
    }

    @BeforeEach
    void awaitTheEnd() {
        awaitState("ended");
    }

    private static JsonNode awaitState(String state) {
        weir.awaitUntil(
                "state " + state,
                () -> weir.json("/replay/json").path("state").asText().equals(state));
        return weir.json("/replay/json");
    }

    private static HttpResponse<String> put(String path, String body) {
        return weir.send("PUT", path, body);
    }

    private static JsonNode play(String order) {
        assertThat(put("/replay/json", order).statusCode()).isEqualTo(200);
        return awaitState("ended");
    }

    private static List<String> without(JsonNode entries, String id) {
        List<String> told = new ArrayList<>();
        entries.forEach(entry -> {
            ((com.fasterxml.jackson.databind.node.ObjectNode) entry).remove(id);
            told.add(entry.toString());
        });
        return told;
    }

    private static long newest(JsonNode entries, String id) {
        return entries.isEmpty() ? -1 : entries.path(0).path(id).asLong();
    }

    @Test
    void aCaptureThatASettingNamesIsPlayedAndNothingListens() throws IOException {
        JsonNode status = weir.json("/replay/json");
        assertThat(status.path("file").asText()).isEqualTo("small.pcap");
        assertThat(status.path("datagrams").asInt()).isEqualTo(SECONDS * 50);
        assertThat(status.path("progress").asDouble()).isEqualTo(1);
        assertThat(status.path("time").asLong()).isEqualTo(START_MS + SECONDS * 1000);
        assertThat(weir.json("/agents/json")).hasSize(6);
        assertThat(weir.json("/metric/10.7.0.1/ifinoctets/json").path(0).has("metricValue"))
                .isTrue();
        assertThat(weir.json("/analyzer/json").has("udpSocketsOpen")).isFalse();
        weir.awaitLine("(sFlow from small.pcap)");
    }

    @Test
    void hundredReplaysGiveOneHashOfFlowsEventsAndIntervals() {
        weir.define(
                "/flow/it_replay/json", "{keys:'ipsource,ipdestination',value:'bytes',log:true,flowStart:true,t:1}");
        weir.define("/threshold/it_replay/json", "{metric:'it_replay',value:100000,byFlow:true,timeout:1}");
        weir.define("/threshold/it_octets/json", "{metric:'ifinoctets',value:10000000,timeout:1}");
        weir.define(
                "/topology/json",
                "{links:{up:{node1:'leaf1',port1:'swp3',node2:'spine1',port2:'swp1'},"
                        + "other:{node1:'leaf2',port1:'swp9',node2:'spine1',port2:'swp2'}}}");
        for (String role : List.of("edge", "core")) {
            String definition = "{keys:'ipsource',value:'bytes',log:true,flowStart:true,t:1,aggMode:'" + role + "'}";
            weir.define("/flow/it_" + role + "/json", definition);
        }
        Set<Integer> hashes = new HashSet<>();
        List<String> last = List.of();
        play("{file:'small.pcap',speed:0}"); // the script has been loaded, and its period begun, before the first
        // that counts
        weir.json("/app/clock/scripts/clock.js/json");
        for (int i = 0; i < REPLAYS; i++) {
            long flow = newest(weir.json("/flows/json?maxFlows=1"), "flowID");
            long event = newest(weir.json("/events/json?maxEvents=1"), "eventID");
            play("{file:'small.pcap',speed:'max'}");
            List<String> told = without(weir.json("/flows/json?flowID=" + flow), "flowID");
            told.addAll(without(weir.json("/events/json?eventID=" + event), "eventID"));
            told.add(weir.json("/app/clock/scripts/clock.js/json").toString());
            hashes.add(told.hashCode());
            last = told;
        }
        assertThat(hashes).as("a hash of each replay").hasSize(1);
        // roles are learned anew each time: an agent has one when its names have come, not from the first datagram on
        for (String role : List.of("edge", "core")) {
            assertThat(last.stream().filter(line -> line.contains("\"name\":\"it_" + role + "\"")))
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("\"start\":" + START_MS + ","));
            weir.send("DELETE", "/flow/it_" + role + "/json", "");
        }
        weir.send("DELETE", "/topology/json", "");
        assertThat(last.stream().filter(line -> line.contains("flowKeys")).count())
                .isGreaterThan(50);
        assertThat(last.stream().filter(line -> line.contains("it_octets")).count())
                .isPositive();
        assertThat(last.stream()
                        .filter(line -> line.contains("thresholdID\":\"it_replay"))
                        .count())
                .isPositive();
        assertThat(last.get(last.size() - 1)).isEqualTo("[1700000005000,1700000010000,1700000015000,1700000020000]");
    }

    @Test
    void itIsSteeredOverRest() {
        assertThat(put("/replay/json", "{file:'small.pcap',paused:true,loop:true}")
                        .statusCode())
                .isEqualTo(200);
        awaitState("paused");
        assertThat(put("/replay/json", "{position:10.005}").body()).contains("\"datagrams\":501");
        assertThat(weir.json("/replay/json").path("position").asDouble()).isEqualTo(10.005);
        assertThat(put("/replay/json", "{paused:false,loop:false,speed:'max'}").statusCode())
                .isEqualTo(200);
        assertThat(awaitState("ended").path("rounds").asInt()).isEqualTo(1);
    }

    @Test
    void whatCannotBePlayedIsRefused() {
        for (String[] refused : new String[][] {
            {"{file:'no.pcap'}", "capture \\\"no.pcap\\\": neither pcap nor pcapng"},
            {"{file:'/etc/hostname'}", "outside of the home"},
            {"{file:'../../etc/hostname'}", "outside of the home"},
            {"{file:'none.pcap'}", "no such file"},
            {"{speed:-1}", "neither 0.1 to 10000 nor max"},
            {"{sped:1}", "did you mean"}
        }) {
            HttpResponse<String> response = put("/replay/json", refused[0]);
            assertThat(response.statusCode()).as(refused[0]).isEqualTo(400);
            assertThat(response.body()).contains(refused[1]);
        }
        assertThat(weir.json("/replay/json").path("state").asText()).isEqualTo("ended");
    }

    @Test
    void captureOfAFabricIsPlayedInLessThanFiveSeconds() throws IOException {
        Optional<Path> fabric = Captures.find("ecmp.pcap");
        assumeTrue(fabric.isPresent(), "no ecmp.pcap beside the source tree: set -Dweir.captures=DIR");
        Files.copy(fabric.get(), weir.home().resolve("ecmp.pcap"));
        Set<Integer> hashes = new HashSet<>();
        weir.define("/flow/it_ecmp/json", "{keys:'ipsource,ipdestination,tcpsourceport',value:'bytes',log:true}");
        for (int i = 0; i < 2; i++) {
            long flow = newest(weir.json("/flows/json?maxFlows=1"), "flowID");
            JsonNode status = play("{file:'ecmp.pcap',speed:'max'}");
            assertThat(status.path("duration").asDouble()).isGreaterThan(500);
            hashes.add(
                    without(weir.json("/flows/json?flowID=" + flow), "flowID").hashCode());
        }
        weir.send("DELETE", "/flow/it_ecmp/json", "");
        assertThat(hashes).hasSize(1);
        assertThat(weir.json("/agents/json").size()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void zTheNetworkComesBackWhenItIsStopped() {
        assertThat(weir.send("DELETE", "/replay/json", "").statusCode()).isEqualTo(204);
        assertThat(weir.json("/replay/json").path("state").asText()).isEqualTo("none");
        assertThat(weir.send("DELETE", "/replay/json", "").statusCode()).isEqualTo(404);
        try (Traffic traffic = new Traffic(weir, "10.9.0.7")) {
            weir.awaitUntil("the agent", () -> weir.json("/agents/json").has("10.9.0.7"));
            assertThat(traffic.sent()).isPositive();
        }
        assertThat(weir.json("/agents/json")).hasSize(1);
        play("{file:'small.pcap',speed:'max'}");
        assertThat(weir.json("/agents/json")).hasSize(6);
        assertThat(Duration.ofMillis(weir.json("/replay/json").path("time").asLong()))
                .isEqualTo(Duration.ofMillis(START_MS + SECONDS * 1000));
    }
}
