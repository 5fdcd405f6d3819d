// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.weir.api.Owner;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.net.Address;
import io.weir.api.topology.HostLocation;
import io.weir.api.topology.HostQuery;
import io.weir.api.topology.Link;
import io.weir.testkit.Captures;
import io.weir.testkit.Pcap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A capture of a fabric of two leaves and two spines: what Weir tells of its edge and core agrees with what a script that shares
 * nothing with it adds up. Without the capture or Python the tests are skipped.
 */
class CaptureTest {
    private static final String CAPTURE = "ecmp.pcap";
    private static final String TOPOLOGY = "ecmp-topology.json";
    private static final double SECONDS = 600;

    /** Bytes and frames. Thread: immutable. */
    private record Sum(double bytes, double frames) {}

    private static Pcap capture;
    private static Map<String, Object> links;

    @BeforeAll
    static void find() throws IOException {
        Optional<Path> topology = Captures.find(TOPOLOGY);
        Optional<Pcap> found = Captures.read(CAPTURE);
        assumeTrue(topology.isPresent() && found.isPresent(), "no captures beside the source tree");
        capture = found.orElseThrow();
        try (JsonParser parser =
                new JsonFactory().createParser(topology.orElseThrow().toFile())) {
            links = SavedTopology.parse(parser);
        }
    }

    /** What the script adds up, by role and key. */
    private static Map<String, Sum> sums(Path directory) throws IOException, InterruptedException {
        Process script;
        try {
            script = new ProcessBuilder(
                            "python3",
                            "-",
                            Captures.find(CAPTURE).orElseThrow().toString(),
                            Captures.find(TOPOLOGY).orElseThrow().toString())
                    .redirectInput(directory.resolve("edge_and_core.py").toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException none) {
            assumeTrue(false, "no python3");
            throw none;
        }
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).isZero();
        Map<String, Sum> sums = new TreeMap<>();
        output.lines()
                .map(line -> line.split(" ", -1))
                .forEach(part -> sums.put(
                        part[0] + " " + part[1], new Sum(Double.parseDouble(part[2]), Double.parseDouble(part[3]))));
        return sums;
    }

    /** A fabric that has learned the capture's names, all of it as one moment, so that nothing decays. */
    private static Fabric replayed() {
        Map<String, Object> learned;
        try (Fabric first = new Fabric()) {
            first.set(links);
            receive(first);
            first.seconds(1);
            learned = first.network().properties();
        }
        Fabric fabric = new Fabric();
        fabric.topology.set(Owner.REST, learned);
        for (String value : List.of("bytes", "frames")) {
            fabric.define("all_" + value, Map.of("value", value, "t", SECONDS));
            fabric.define(
                    "pairs_" + value, Map.of("keys", "ipsource,ipdestination", "value", value, "t", SECONDS, "n", 500));
            for (String role : List.of("edge", "core")) {
                fabric.define(role + "_" + value, Map.of("value", value, "t", SECONDS, "aggMode", role));
            }
        }
        receive(fabric);
        return fabric;
    }

    private static void receive(Fabric fabric) {
        capture.datagrams().forEach(datagram -> fabric.shards.receiveFrom(datagram.source(), datagram.payload()));
    }

    private static double total(List<ActiveFlow> flows) {
        assertThat(flows).hasSize(1);
        return flows.get(0).value() * SECONDS;
    }

    @Test
    void edgeAndCoreAgreeWithTheSumsOfAnIndependentScript() throws Exception {
        Map<String, Sum> sums = sums(Path.of("src/test/resources"));
        Percentage near = Percentage.withPercentage(1e-6);
        try (Fabric fabric = replayed()) {
            for (Merge role : List.of(Merge.EDGE, Merge.CORE)) {
                String name = role.name().toLowerCase(Locale.ROOT);
                for (String value : List.of("bytes", "frames")) {
                    Sum sum = sums.get(name + " *");
                    double expected = value.equals("bytes") ? sum.bytes() : sum.frames();
                    assertThat(expected).isPositive();
                    assertThat(total(fabric.active("ALL", "all_" + value, role)))
                            .isCloseTo(expected, near);
                    assertThat(total(fabric.active(role.name(), "all_" + value, Merge.SUM)))
                            .isCloseTo(expected, near);
                    assertThat(total(fabric.active("ALL", name + "_" + value, Merge.SUM)))
                            .isCloseTo(expected, near);
                    Map<String, Double> pairs = new TreeMap<>();
                    fabric.active("ALL", "pairs_" + value, role)
                            .forEach(flow -> pairs.put(name + " " + flow.key(), flow.value() * SECONDS));
                    sums.forEach((key, each) -> {
                        if (key.startsWith(name) && !key.endsWith("*")) {
                            assertThat(pairs)
                                    .extractingByKey(key)
                                    .satisfies(found -> assertThat(found)
                                            .isCloseTo(value.equals("bytes") ? each.bytes() : each.frames(), near));
                        }
                    });
                    assertThat(pairs.keySet()).isSubsetOf(sums.keySet());
                }
            }
            assertThat(total(fabric.active("TOPOLOGY", "all_bytes", Merge.SUM)))
                    .isCloseTo(sums.get("edge *").bytes() + sums.get("core *").bytes(), near);
        }
    }

    @Test
    void hostsAreAtThePortsOfTheLeaves() {
        try (Fabric fabric = replayed()) {
            fabric.seconds(1);
            assertThat(fabric.hosts(HostQuery.ALL))
                    .extracting(HostLocation::ipaddress)
                    .containsExactlyInAnyOrder("10.4.1.2", "10.4.2.2", "10.4.3.2", "10.4.4.2");
            HostLocation host = fabric.hosts(HostQuery.parse("10.4.4.2")).get(0);
            assertThat(host.node()).isEqualTo("leaf2");
            assertThat(host.port()).isEqualTo("swp32s1");
            assertThat(fabric.network().diameter()).hasValue(2);
            assertThat(fabric.network().shortestPaths("leaf1", "leaf2")).hasSize(8);
            Address leaf1 = fabric.network().nodes().get("leaf1").agent().orElseThrow();
            assertThat(fabric.network().link(leaf1, 3).map(Link::name)).contains("L1");
        }
    }
}
