// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.demo.internal.encoder.PacketBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same traffic in one shard and in several: flows are seen by agents of different shards, and the answers are the same. */
class ShardedFlowsTest {
    private static final int LEAVES = 6;
    private static final int FLOWS = 400;
    private static final String SPINE = "10.0.0.100";
    private static final double ROUNDING = 1e-9;

    private static final Fabric ONE = new Fabric(1);
    private static final List<Fabric> SEVERAL = List.of(new Fabric(2), new Fabric(3), new Fabric(4));

    @BeforeAll
    static void load() {
        load(ONE);
        SEVERAL.forEach(ShardedFlowsTest::load);
    }

    @AfterAll
    static void close() {
        ONE.close();
        SEVERAL.forEach(Fabric::close);
    }

    private static void load(Fabric fabric) {
        String[] links = new String[LEAVES];
        String[] ports = new String[LEAVES];
        for (int leaf = 1; leaf <= LEAVES; leaf++) {
            fabric.names(leaf(leaf), "leaf" + leaf, "up", "host1", "host2");
            links[leaf - 1] = "leaf" + leaf + "/up spine/down" + leaf;
            ports[leaf - 1] = "down" + leaf;
        }
        fabric.names(SPINE, "spine", ports);
        fabric.set(Fabric.links(links));
        Map<String, Object> pairs = Map.of("keys", "ipsource,ipdestination", "value", "bytes", "n", 1000, "t", 60);
        fabric.define("pairs", pairs);
        fabric.define("byagent", with(pairs, "aggMode", "agent"));
        fabric.define("framesize", with(pairs, "value", "avg:ipbytes"));
        fabric.define(
                "more",
                with(pairs, "values", "frames,sum:ipbytes,avg:ipbytes,min:ipbytes,max:ipbytes,last:ipttl,count:ipttl"));
        Random random = new Random(1);
        for (int flow = 0; flow < FLOWS; flow++) {
            int from = 1 + random.nextInt(LEAVES);
            int to = 1 + random.nextInt(LEAVES);
            String source = "10.1." + from + "." + random.nextInt(20);
            String destination = "10.1." + to + "." + random.nextInt(20);
            for (int hop = 0; hop < (from == to ? 1 : 3); hop++) {
                for (int sample = 2 + random.nextInt(8); sample > 0; sample--) {
                    PacketBuilder packet = PacketBuilder.ethernet("020000000001", "020000000002")
                            .ttl(64 - hop)
                            .ipv4(source, destination)
                            .tcp(40_000, 80)
                            .payload(10 + random.nextInt(1_400));
                    fabric.clock.advance(Duration.ofMillis(1 + random.nextInt(9)));
                    switch (hop) {
                        case 0 -> fabric.packet(leaf(from), 2 + random.nextInt(2), 1, packet);
                        case 1 -> fabric.packet(SPINE, from, to, packet);
                        default -> fabric.packet(leaf(to), 1, 2, packet);
                    }
                }
            }
        }
        fabric.seconds(1);
    }

    private static String leaf(int number) {
        return "10.0.0." + number;
    }

    private static Map<String, Object> with(Map<String, Object> properties, String name, Object value) {
        Map<String, Object> more = new TreeMap<>(properties);
        more.put(name, value);
        return more;
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void answersOfSeveralShardsAreThoseOfOne(Merge merge) {
        for (String flow : List.of("pairs", "byagent", "framesize", "more")) {
            for (String agents : List.of("ALL", "EDGE", "leaf2;" + SPINE)) {
                for (int maxFlows : new int[] {0, 1, 7, 60, 10_000}) {
                    compare(new ActiveFlowQuery(
                            List.of(agents.split(";", -1)), flow, maxFlows, Double.NEGATIVE_INFINITY, merge, ""));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void leastValueAndPatternOfKeysAreOfTheWholeFlow(Merge merge) {
        List<ActiveFlow> all = ask(ONE, new ActiveFlowQuery(List.of("ALL"), "more", 10_000, 0, merge, ""));
        double most = (1 - ROUNDING) * all.get(0).value();
        double median = (1 - ROUNDING) * all.get(all.size() / 2).value();
        String[] fields = all.get(0).key().split(",", -1);
        for (String pattern : List.of("", fields[0], "," + fields[1], fields[0] + "," + fields[1], "10.9.9.9")) {
            for (double minValue : new double[] {-1, 0, median, most, Double.MAX_VALUE}) {
                for (int maxFlows : new int[] {1, 60, 10_000}) {
                    compare(new ActiveFlowQuery(List.of("ALL"), "more", maxFlows, minValue, merge, pattern));
                }
            }
        }
    }

    @Test
    void trafficIsSuchThatThisMeansSomething() {
        List<ActiveFlow> flows = ask(ONE, new ActiveFlowQuery(List.of("ALL"), "pairs", 10_000, 0, Merge.MAX, ""));
        assertThat(flows).hasSizeGreaterThan(FLOWS / 2);
        assertThat(flows).anyMatch(flow -> flow.flowN() >= 3 && flow.duplicates() == 2);
        assertThat(flows).anyMatch(flow -> flow.flowN() >= 3 && flow.duplicates() == 0);
        for (Merge merge : List.of(Merge.EDGE, Merge.CORE)) {
            assertThat(ask(ONE, new ActiveFlowQuery(List.of("ALL"), "pairs", 10_000, 0, merge, "")))
                    .hasSizeGreaterThan(FLOWS / 2);
        }
        for (Fabric several : SEVERAL) {
            assertThat(several.shards.askAll(shard -> shard.agents().size()).join())
                    .filteredOn(agents -> agents > 0)
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void unknownDefinitionsAndAgentsHaveNoFlows() {
        compare(new ActiveFlowQuery(List.of("10.9.9.9"), "pairs", 10, 0, Merge.SUM, ""));
    }

    private static void compare(ActiveFlowQuery query) {
        List<ActiveFlow> expected = ask(ONE, query);
        for (Fabric several : SEVERAL) {
            assertThat(ask(several, query))
                    .as("%s of %s shards", query, several.shards.count())
                    .usingElementComparator((one, other) -> equal(one, other) ? 0 : 1)
                    .containsExactlyElementsOf(expected);
        }
    }

    private static boolean equal(ActiveFlow one, ActiveFlow other) {
        return exact(one).equals(exact(other))
                && equal(one.value(), other.value())
                && equal(one.samples(), other.samples())
                && equal(one.error95(), other.error95())
                && equal(one.overcount(), other.overcount())
                && one.values().size() == other.values().size()
                && IntStream.range(0, one.values().size())
                        .allMatch(i -> equal(one.values().get(i), other.values().get(i)));
    }

    private static List<Object> exact(ActiveFlow flow) {
        return List.of(flow.key(), flow.agent(), flow.dataSource(), flow.flowN(), flow.duplicates());
    }

    /** Sums are added up in another order. */
    private static boolean equal(double one, double other) {
        return Math.abs(one - other) <= ROUNDING * Math.max(Math.abs(one), Math.abs(other));
    }

    private static List<ActiveFlow> ask(Fabric fabric, ActiveFlowQuery query) {
        return fabric.active(query);
    }
}
