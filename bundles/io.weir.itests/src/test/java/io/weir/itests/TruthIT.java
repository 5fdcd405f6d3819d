// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Weir counts against what a generator says that it sent, over real UDP and REST.
 *
 * <p>Rates fade, so that sums are read where they do not: in the records of flows, whose values are totals. Of rates it is
 * known by how much they may have faded at most.
 */
class TruthIT {
    private static final int SMOOTHING = 600;

    /** Every layer's ports: a plain name is the first of its protocol in the whole stack, so TCP in VXLAN needs no suffix. */
    private static final String KEYS =
            "keys:'or:ipsource:ip6source,or:ipdestination:ip6destination,or:ipprotocol:ip6nexthdr,"
                    + "null:udpsourceport:,null:udpdestinationport:,null:tcpsourceport:,null:tcpdestinationport:,null:vxlanvni:,"
                    + "null:ipsource.1:,null:ipdestination.1:,null:ipprotocol.1:,null:udpsourceport.1:,null:udpdestinationport.1:'";

    @TempDir
    private static Path directory;

    private static Optional<Sflowgen> generator;

    @BeforeAll
    static void build() {
        generator = Sflowgen.build(directory);
        assumeTrue(generator.isPresent(), "no sflowgen.c beside the source tree, or no cc: set -Dweir.sflowgen=FILE");
    }

    private static void define(WeirProcess weir, String name, String properties) {
        weir.define("/flow/" + name + "/json", "{" + KEYS + "," + properties + "}");
    }

    /** Sends, and returns the truth when every datagram has been processed. */
    private static JsonNode send(WeirProcess weir, String... options) {
        JsonNode truth = generator.orElseThrow().send(weir.udpPort(), options);
        weir.awaitUntil("every datagram", () -> {
            JsonNode books = weir.json("/analyzer/json");
            assertThat(books.path("sFlowDatagramsKernelDrops").asLong())
                    .as("lost before Weir could see them: this machine is too busy for the test")
                    .isZero();
            return books.path("sFlowDatagramsProcessed").asLong()
                    == truth.path("datagrams").asLong();
        });
        return truth;
    }

    /** Where the flow is seen, and its key as the definitions print it. */
    private static String place(JsonNode truth, JsonNode flow) {
        boolean tunnelled = flow.has("vni");
        String prefix = tunnelled ? "inner_" : "";
        boolean tcp = flow.path(prefix + "proto").asInt() == 6;
        String ports = ports(flow, "");
        String inner = ports(flow, prefix);
        return String.join(
                ",",
                truth.path("agents")
                                .path(flow.path("agent").asInt())
                                .path("agent")
                                .asText()
                        + " " + flow.path("in_if").asText() + " "
                        + flow.path("src").asText(),
                flow.path("dst").asText(),
                flow.path("proto").asText(),
                tunnelled || !tcp ? ports : ",",
                tcp ? inner : ",",
                tunnelled ? flow.path("vni").asText() : "",
                tunnelled ? flow.path("inner_src").asText() : "",
                tunnelled ? flow.path("inner_dst").asText() : "",
                tunnelled ? flow.path("inner_proto").asText() : "",
                tunnelled && !tcp ? inner : ",");
    }

    private static String ports(JsonNode flow, String prefix) {
        return flow.path(prefix + "sport").asText() + ","
                + flow.path(prefix + "dport").asText();
    }

    private static Map<String, Double> truths(
            JsonNode truth, Predicate<JsonNode> which, ToDoubleFunction<JsonNode> value) {
        Map<String, Double> truths = new HashMap<>();
        for (JsonNode flow : truth.path("top")) {
            if (which.test(flow)) {
                truths.merge(place(truth, flow), value.applyAsDouble(flow), Double::sum);
            }
        }
        return truths;
    }

    private static String place(JsonNode flow, String key) {
        return flow.path("agent").asText() + " " + flow.path("dataSource").asText() + " "
                + flow.path(key).asText();
    }

    /** What the records of definitions add up to, by definition and flow. */
    private static final class Totals {
        private final WeirProcess weir;
        private final Map<String, Map<String, Double>> byName = new HashMap<>();
        private long last = -1;

        Totals(WeirProcess weir) {
            this.weir = weir;
        }

        boolean reach(String name, double sum) {
            JsonNode records = weir.json("/flows/json?maxFlows=10000&timeout=1&flowID=" + last);
            for (JsonNode record : records) {
                byName.computeIfAbsent(record.path("name").asText(), any -> new HashMap<>())
                        .merge(place(record, "flowKeys"), record.path("value").asDouble(), Double::sum);
            }
            last = records.isEmpty() ? last : records.path(0).path("flowID").asLong();
            return of(name).values().stream().mapToDouble(Double::doubleValue).sum() >= sum;
        }

        Map<String, Double> of(String name) {
            return byName.getOrDefault(name, Map.of());
        }
    }

    @Test
    void everySumAndEveryCountIsExact() {
        try (WeirProcess weir = WeirProcess.start("-Dsflow.address=127.0.0.1")) {
            define(weir, "it_bytes", "value:'bytes',log:true,activeTimeout:2,t:" + SMOOTHING);
            define(weir, "it_frames", "value:'frames',log:true,activeTimeout:2");
            define(weir, "it_ip", "value:'ipbytes',log:true,activeTimeout:2");
            long start = System.nanoTime();
            JsonNode truth = send(
                    weir,
                    "--flows",
                    "2000",
                    "--count",
                    "3000",
                    "--rate",
                    "1000",
                    "--expanded",
                    "0.3",
                    "--agents6",
                    "0.2");
            JsonNode active = weir.json("/activeflows/ALL/it_bytes/json?aggMode=raw&maxFlows=100000");
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<String, Double> bytes =
                    truths(truth, flow -> true, flow -> flow.path("bytes").asDouble());
            Map<String, Double> frames =
                    truths(truth, flow -> true, flow -> flow.path("frames").asDouble());
            Map<String, Double> ip = truths(
                    truth,
                    flow -> !flow.path("src").asText().contains(":"),
                    flow -> flow.path("ip_bytes").asDouble());
            assertThat(bytes).hasSize(truth.path("distinct").asInt()).hasSizeGreaterThan(1000);
            assertThat(active).hasSameSizeAs(bytes.keySet()).allSatisfy(flow -> {
                assertThat(flow.has("overcount")).isFalse();
                assertBounds(flow, bytes, seconds);
            });

            Totals totals = new Totals(weir);
            weir.awaitUntil(
                    "all bytes",
                    () -> totals.reach("it_bytes", truth.path("bytes").asDouble()));
            weir.awaitUntil(
                    "all frames",
                    () -> totals.reach("it_frames", truth.path("frames").asDouble()));
            weir.awaitUntil(
                    "all bytes of IPv4",
                    () -> totals.reach(
                            "it_ip",
                            ip.values().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sum()));
            assertThat(totals.of("it_bytes")).isEqualTo(bytes);
            assertThat(totals.of("it_frames")).isEqualTo(frames);
            assertThat(totals.of("it_ip")).isEqualTo(ip);
            assertCounts(weir, truth);
        }
    }

    private static void assertCounts(WeirProcess weir, JsonNode truth) {
        JsonNode agents = weir.json("/agents/json");
        assertThat(agents).hasSameSizeAs(truth.path("agents"));
        for (JsonNode expected : truth.path("agents")) {
            JsonNode agent = agents.path(expected.path("agent").asText());
            assertThat(agent.path("sFlowDatagramsReceived")).isEqualTo(expected.path("datagrams"));
            assertThat(agent.path("sFlowFlowSamples")).isEqualTo(expected.path("flow_samples"));
            assertThat(agent.path("sFlowCounterSamples")).isEqualTo(expected.path("counter_samples"));
            assertThat(agent.path("sFlowFlowLostSamples").asLong()).isZero();
        }
        JsonNode books = weir.json("/analyzer/json");
        assertThat(books.path("sFlowFlowSamples")).isEqualTo(truth.path("flow_samples"));
        assertThat(books.path("sFlowCounterSamples")).isEqualTo(truth.path("counter_samples"));
        assertThat(books.path("sFlowParseErrors").asLong()).isZero();
    }

    @Test
    void everySumIsWithinItsStatedBoundWhenTablesAreTooSmall() {
        try (WeirProcess weir = WeirProcess.start("-Dsflow.address=127.0.0.1", "-Dflow.megabytes=1")) {
            define(weir, "it_small", "value:'bytes',t:" + SMOOTHING);
            long start = System.nanoTime();
            JsonNode truth =
                    send(weir, "--flows", "30000", "--count", "6000", "--rate", "1500", "--agents", "4", "--ifs", "8");
            JsonNode active = weir.json("/activeflows/ALL/it_small/json?aggMode=raw&maxFlows=100000");
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<String, Double> bytes =
                    truths(truth, flow -> true, flow -> flow.path("bytes").asDouble());
            assertThat(weir.json("/analyzer/json").path("flowRowsEvicted").asLong())
                    .isPositive();
            assertThat(active)
                    .hasSizeBetween(1000, bytes.size() - 1)
                    .anyMatch(flow -> flow.has("overcount"))
                    .allSatisfy(flow -> assertBounds(flow, bytes, seconds));
            assertCounts(weir, truth);
        }
    }

    /** The truth, faded by at most what that many seconds fade, is between the value less its over-count and the value. */
    private static void assertBounds(JsonNode flow, Map<String, Double> bytes, double seconds) {
        double truth = bytes.get(place(flow, "key"));
        double most = flow.path("value").asDouble() * SMOOTHING;
        double least = most - flow.path("overcount").asDouble() * SMOOTHING;
        assertThat(most * (1 + 1e-9)).isGreaterThanOrEqualTo(truth * Math.exp(-seconds / SMOOTHING));
        assertThat(least * (1 - 1e-9)).isLessThanOrEqualTo(truth);
    }
}
