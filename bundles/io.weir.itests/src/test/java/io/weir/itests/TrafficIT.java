// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.PacketBuilder;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Datagrams in, answers out, over real UDP and HTTP. */
class TrafficIT {
    private static final String AGENT = "10.9.2.1";

    private static WeirProcess weir;
    private static Traffic traffic;

    @BeforeAll
    static void start() {
        weir = WeirProcess.start("-Dsflow.address=127.0.0.1");
        traffic = new Traffic(weir, AGENT);
    }

    @AfterAll
    static void stop() {
        traffic.close();
        weir.close();
    }

    @Test
    void itIsReady() {
        assertThat(weir.get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void theAgentIsKnownWithNothingLost() {
        weir.awaitUntil("the agent", () -> weir.json("/agents/json").has(AGENT));

        JsonNode agent = weir.json("/agents/json?agent=" + AGENT).path(AGENT);

        assertThat(agent.path("sFlowDatagramSource").path(0).asText()).isEqualTo("127.0.0.1");
        assertThat(agent.path("sFlowDatagramsReceived").asLong()).isPositive();
        assertThat(agent.path("sFlowDatagramsLost").asLong()).isZero();
        assertThat(agent.path("sFlowFlowLostSamples").asLong()).isZero();
        assertThat(weir.json("/agents/json?agent=10.9.9.9")).isEmpty();
    }

    @Test
    void aFlowIsMeasuredAsTheSamplesScaleAndTellsHowSureItIs() {
        weir.define(
                "/flow/it_pairs/json", "{keys:'ipsource,ipdestination',value:'bytes',filter:'ipprotocol=6&vlan=100'}");

        weir.awaitUntil("the flow at its rate", () -> {
            JsonNode flow = weir.json("/activeflows/ALL/it_pairs/json").path(0);
            return Math.abs(flow.path("value").asDouble() / traffic.webBytes() - 1) < 0.2;
        });
        JsonNode flows = weir.json("/activeflows/ALL/it_pairs/json?maxFlows=5");

        assertThat(flows).hasSize(1);
        assertThat(flows.path(0).path("key").asText()).isEqualTo("10.1.1.1,10.2.2.2");
        assertThat(flows.path(0).path("agent").asText()).isEqualTo(AGENT);
        assertThat(flows.path(0).path("dataSource").asText()).isEqualTo("3");
        assertThat(flows.path(0).path("samples").asDouble()).isBetween(50.0, 250.0);
        assertThat(flows.path(0).path("error95").asDouble()).isBetween(10.0, 40.0);
        assertThat(weir.json("/flow/it_pairs/json").path("n").asInt()).isEqualTo(5);
        assertThat(weir.send("DELETE", "/flow/it_pairs/json", "").statusCode()).isBetween(200, 204);
        assertThat(weir.get("/flow/it_pairs/json").statusCode()).isEqualTo(404);
    }

    @Test
    void keysFallBackAndMissingOnesAreKeptWhereAsked() {
        weir.define(
                "/flow/it_all/json",
                "{\"keys\":[\"or:ipsource:ip6source\",\"null:vlan:none\",\"stack\",\"direction\"],\"value\":\"frames\",\"fs\":\"_\"}");

        weir.awaitUntil(
                "both flows", () -> weir.json("/activeflows/ALL/it_all/json").size() == 2);

        assertThat(weir.json("/activeflows/ALL/it_all/json").findValuesAsText("key"))
                .containsExactlyInAnyOrder(
                        "10.1.1.1_100_eth.vlan.ip.tcp_ingress", "2001:db8::1_none_eth.ip6.udp_ingress");
        weir.send("DELETE", "/flow/it_all/json", "");
    }

    @Test
    void countersBecomeRatesAndNamesTexts() {
        weir.awaitUntil(
                "a rate",
                () -> weir.json("/metric/" + AGENT + "/ifinoctets/json").path(0).has("metricValue"));

        JsonNode answers = weir.json("/metric/ALL/max:ifinoctets,ifinutilization,none_such/json?ifname=swp*");

        assertThat(answers.path(0).path("metricName").asText()).isEqualTo("max:ifinoctets");
        assertThat(answers.path(0).path("metricValue").asDouble())
                .isCloseTo(Traffic.OCTETS_A_SECOND, within(0.05 * Traffic.OCTETS_A_SECOND));
        assertThat(answers.path(1).path("metricValue").asDouble()).isCloseTo(40, within(2.0));
        assertThat(answers.path(2).has("metricValue")).isFalse();
        JsonNode row = weir.json("/table/ALL/ifname,ifspeed/json").path(0);
        assertThat(row.path(0).path("metricValue").asText()).isEqualTo("swp3");
        assertThat(row.path(1).path("metricValue").asLong()).isEqualTo(Traffic.PORT_SPEED);
        assertThat(weir.json("/dump/ALL/ifname;ifspeed/json")).hasSize(2);
        assertThat(weir.json("/metric/" + AGENT + "/json").path("3.ifname").asText())
                .isEqualTo("swp3");
        assertThat(weir.json("/flowkeys/json").has("ipsource")).isTrue();
    }

    @Test
    void aWaitingClientHearsOfACrossing() {
        weir.define(
                "/flow/it_tcp/json", "{keys:'ipsource,ipdestination,tcpsourceport,tcpdestinationport',value:'bytes'}");
        long newest = weir.json("/events/json").path(0).path("eventID").asLong(-1);
        CompletableFuture<JsonNode> poll = CompletableFuture.supplyAsync(
                () -> weir.json("/events/json?thresholdID=it_elephant&maxEvents=10&timeout=30&eventID=" + newest));

        weir.define("/threshold/it_elephant/json", "{metric:'it_tcp',value:1000000,byFlow:true}");

        JsonNode event = poll.join().path(0);
        assertThat(event.path("flowKey").asText()).isEqualTo("10.1.1.1,10.2.2.2,33000,80");
        assertThat(event.path("agent").asText()).isEqualTo(AGENT);
        assertThat(event.path("value").asDouble()).isGreaterThan(1_000_000);
        weir.send("DELETE", "/threshold/it_elephant/json", "");
        weir.send("DELETE", "/flow/it_tcp/json", "");
    }

    @Test
    void aFlowThatEndsIsRecordedWithItsTotal() {
        weir.define(
                "/flow/it_log/json",
                "{keys:'ipsource',value:'frames',filter:'ipsource=10.77.0.1',log:true,activeTimeout:1}");
        CompletableFuture<JsonNode> poll = CompletableFuture.supplyAsync(
                () -> weir.json("/flows/json?name=it_log&maxFlows=10&timeout=30&flowID=-1"));
        byte[] sampled = DatagramBuilder.agent("10.9.2.7")
                .sequence(1)
                .add(FlowSampleBuilder.of(5)
                        .sequence(1)
                        .samplingRate(400)
                        .input(5)
                        .output(6)
                        .packet(PacketBuilder.ethernet("020000000001", "020000000002")
                                .ipv4("10.77.0.1", "10.77.0.2")
                                .udp(1, 2)
                                .payload(100)))
                .bytes();

        traffic.send(sampled);

        JsonNode record = poll.join().path(0);
        assertThat(record.path("flowKeys").asText()).isEqualTo("10.77.0.1");
        assertThat(record.path("value").asDouble()).isEqualTo(400);
        assertThat(record.path("dataSource").asText()).isEqualTo("5");
        weir.send("DELETE", "/flow/it_log/json", "");
    }

    @Test
    void damagedDatagramsAreCountedByReasonAndTheirGoodSamplesKept() {
        long before =
                weir.json("/analyzer/json").path("sFlowUnsupportedVersion").asLong();
        long errors = weir.json("/analyzer/json").path("sFlowParseErrors").asLong();
        FlowSampleBuilder good = FlowSampleBuilder.of(1)
                .sequence(1)
                .samplingRate(100)
                .packet(PacketBuilder.ethernet("020000000001", "020000000002")
                        .ipv4("10.66.0.1", "10.66.0.2")
                        .udp(1, 2)
                        .payload(100));
        weir.define("/flow/it_damaged/json", "{keys:'ipsource',value:'frames',filter:'ipsource=10.66.0.1'}");
        byte[] two = DatagramBuilder.agent("10.9.2.8")
                .sequence(1)
                .add(good)
                .add(good)
                .bytes();

        traffic.send(DatagramBuilder.agent("10.9.2.8").version(9).bytes());
        traffic.send(Arrays.copyOf(two, two.length - 20));

        weir.awaitUntil(
                "the version counted",
                () -> weir.json("/analyzer/json")
                                .path("sFlowUnsupportedVersion")
                                .asLong()
                        > before);
        weir.awaitUntil(
                "the damage counted",
                () -> weir.json("/analyzer/json").path("sFlowParseErrors").asLong() > errors);
        weir.awaitUntil(
                "the good sample kept",
                () -> weir.json("/activeflows/ALL/it_damaged/json").size() == 1);
        weir.send("DELETE", "/flow/it_damaged/json", "");
    }

    @Test
    void whatCannotBeAcceptedGetsOneClearError() {
        HttpResponse<String> unknownKey = weir.send("PUT", "/flow/it_bad/json", "{keys:'ipsorce',value:'bytes'}");
        assertThat(unknownKey.statusCode()).isEqualTo(400);
        assertThat(unknownKey.body()).contains("ipsorce", "ipsource", "it_bad");
        String exported = "{keys:'ipsource',value:'bytes',ipfixCollectors:['10.0.0.1']}";
        HttpResponse<String> noExporter = weir.send("PUT", "/flow/it_bad/json", exported);
        assertThat(noExporter.statusCode()).isEqualTo(400);
        assertThat(noExporter.body()).contains("ipfixCollectors", "no IPFIX");
        HttpResponse<String> mode = weir.send("PUT", "/flow/it_bad/json", "{value:'bytes',aggMode:'egde'}");
        assertThat(mode.statusCode()).isEqualTo(400);
        assertThat(mode.body()).contains("aggMode", "egde", "edge");
        HttpResponse<String> unreadable = weir.send("PUT", "/flow/it_bad/json", "{keys:'ipsource',");
        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(weir.get("/flow/it_none/json").statusCode()).isEqualTo(404);
        assertThat(weir.get("/activeflows/ALL/it_none/json").statusCode()).isEqualTo(404);
        HttpResponse<String> method = weir.send("DELETE", "/version", "");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("GET"));
    }
}
