// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static io.weir.flow.internal.Wire.sample;
import static io.weir.flow.internal.Wire.tcpHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.api.InvalidInput;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.FlowMetric;
import io.weir.api.flow.FlowRecord;
import io.weir.api.flow.FlowTables;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowEngineTest {
    private final FlowFixture flows = new FlowFixture();

    @AfterEach
    void close() {
        flows.close();
    }

    @Test
    void rateOfSteadyTrafficIsItsBytesASecond() {
        flows.define("tcp", "keys", "ipsource,tcpsourceport", "value", "bytes", "t", 2);
        for (int i = 0; i < 300; i++) {
            flows.receive(sample(3, 100, tcpHeader(1000, 4000)));
            flows.seconds(0.1);
        }
        ActiveFlow flow = flows.active("tcp", Merge.MAX).get(0);

        assertThat(flow.key()).isEqualTo("10.0.0.1,4000");
        assertThat(flow.value()).isCloseTo(1_000_000, within(30_000.0));
        assertThat(flow.agent()).isEqualTo("10.4.0.1");
        assertThat(flow.dataSource()).isEqualTo("3");
        assertThat(flow.flowN()).isEqualTo(1);
        assertThat(flow.samples()).isCloseTo(40, within(2.0));
        assertThat(flow.error95()).isCloseTo(196 / Math.sqrt(flow.samples()), within(0.01));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 400, 6000})
    void theFewLargestAreTheFirstOfAllInEveryFieldHoweverManyKeysThereAre(int keys) {
        flows.define("tcp", "keys", "tcpsourceport", "value", "bytes", "values", "avg:bytes", "t", 600, "n", 1000);
        Random random = new Random(keys);
        for (int i = 0; i < 6000; i++) {
            int frame = 64 + random.nextInt(1400);
            flows.receive(sample(1 + i % 7, 1 + random.nextInt(1000), tcpHeader(frame, 1 + random.nextInt(keys))));
        }
        for (Merge merge : List.of(Merge.MAX, Merge.SUM, Merge.AVG)) {
            List<ActiveFlow> all = flows.active("tcp", merge);
            for (int most : new int[] {1, 10, 100}) {
                assertThat(flows.active("tcp", merge, most)).isEqualTo(all.subList(0, Math.min(most, all.size())));
            }
        }
    }

    /** What the second of two steps of a question tells, if this happens after the first. */
    private List<String> chosenUnless(Runnable meanwhile) {
        ActiveFlowQuery query = new ActiveFlowQuery(List.of("ALL"), "tcp", 10, 0, Merge.SUM, "");
        FlowTables.Ranks ranks = flows.tables(tables -> tables.ranks(query, source -> true));
        FlowTables.Ranks chosen = ranks.chosen(List.of(ranks));
        meanwhile.run();
        FlowTables.Shares shares = flows.tables(tables -> tables.shares(query, source -> true, chosen));
        return chosen.flows(List.of(shares)).stream().map(ActiveFlow::key).toList();
    }

    @Test
    void flowsThatEndBetweenTheTwoStepsOfAQuestionAreLeftOut() {
        assertThat(chosenUnless(() -> {})).isEmpty();
        flows.define("tcp", "keys", "tcpsourceport", "value", "bytes", "values", "avg:bytes", "t", 2);
        flows.receive(sample(3, 100, tcpHeader(1000, 4000)), sample(4, 100, tcpHeader(1000, 4001)));
        assertThat(chosenUnless(() -> {})).containsExactly("4000", "4001");
        assertThat(chosenUnless(() -> {
                    flows.seconds(25);
                    flows.receive(sample(4, 100, tcpHeader(1000, 4001)));
                    flows.seconds(10);
                }))
                .containsExactly("4001");
        assertThat(chosenUnless(() -> {
                    flows.define("tcp", "keys", "tcpsourceport", "value", "bytes", "t", 2);
                    flows.receive(sample(4, 100, tcpHeader(1000, 4001)));
                }))
                .isEmpty();
        assertThat(chosenUnless(() -> flows.engine.undefine(Owner.REST, "tcp"))).isEmpty();
    }

    @Test
    void valueDecaysBySmoothingTimeAndIsForgottenInTheEnd() {
        flows.define("tcp", "value", "frames", "t", 2);
        flows.receive(sample(3, 100, tcpHeader(1000, 4000)));
        assertThat(flows.active("tcp", Merge.MAX).get(0).value()).isEqualTo(50);
        flows.seconds(2);
        assertThat(flows.active("tcp", Merge.MAX).get(0).value()).isCloseTo(50 / Math.E, within(1e-9));
        flows.seconds(40);
        assertThat(flows.active("tcp", Merge.MAX)).isEmpty();
    }

    @Test
    void landmarkMovesWithoutAnybodyNoticing() {
        flows.define("tcp", "value", "frames", "t", 0.2);
        for (int i = 0; i < 1200; i++) {
            flows.receive(sample(3, 10, tcpHeader(1000, 4000)));
            flows.seconds(0.1);
        }
        assertThat(flows.active("tcp", Merge.MAX).get(0).value()).isCloseTo(100, within(25.0));
    }

    @Test
    void mergesOverDataSources() {
        flows.define("tcp", "keys", "tcpsourceport", "value", "frames", "t", 1);
        flows.receive(sample(3, 100, tcpHeader(1000, 4000)), sample(4, 300, tcpHeader(1000, 4000)));

        assertThat(flows.active("tcp", Merge.MAX)).singleElement().satisfies(flow -> {
            assertThat(flow.value()).isEqualTo(300);
            assertThat(flow.dataSource()).isEqualTo("4");
            assertThat(flow.flowN()).isEqualTo(2);
        });
        assertThat(flows.active("tcp", Merge.SUM)).singleElement().satisfies(flow -> {
            assertThat(flow.value()).isEqualTo(400);
            assertThat(flow.agent()).isEmpty();
        });
        assertThat(flows.active("tcp", Merge.AVG))
                .singleElement()
                .satisfies(flow -> assertThat(flow.value()).isEqualTo(200));
        assertThat(flows.active("tcp", Merge.RAW))
                .extracting(ActiveFlow::dataSource)
                .containsExactly("4", "3");
        assertThat(flows.active("tcp", Merge.EDGE)).isEmpty();
        assertThat(flows.active("tcp", Merge.CORE)).isEmpty();
    }

    @Test
    void metricOfADataSourceIsItsLargestFlow() {
        flows.define("tcp", "keys", "tcpsourceport", "value", "frames", "t", 1, "n", 2);
        for (int port = 1; port <= 4; port++) {
            flows.receive(sample(3, 100L * port, tcpHeader(1000, port)));
        }
        FlowMetric metric = flows.ask(shard -> shard.view(FlowTables.class)
                .orElseThrow()
                .metric(flows.source(shard, "3"), "tcp")
                .orElseThrow());

        assertThat(metric.value()).isEqualTo(400);
        assertThat(metric.topKeys()).extracting(FlowMetric.TopKey::key).containsExactly("4", "3");
        OptionalDouble value = flows.ask(
                shard -> shard.view(FlowTables.class).orElseThrow().value(flows.source(shard, "3"), "tcp", "2"));
        assertThat(value).hasValue(200);
    }

    @Test
    void flowsAboveAValueAreShown() {
        flows.define("tcp", "keys", "tcpsourceport", "value", "frames", "t", 1, "values", "avg:bytes");
        flows.receive(sample(3, 100, tcpHeader(1000, 1)), sample(3, 200, tcpHeader(500, 2)));
        List<String> seen = new ArrayList<>();
        flows.tables(tables -> {
            tables.above(
                    "tcp",
                    150,
                    (source, value, key, values, error) ->
                            seen.add(source.name() + " " + key.get() + " " + value + " " + values.get()));
            return 0;
        });
        assertThat(seen).containsExactly("3 2 200.0 [500.0]");
        flows.seconds(1);
        seen.clear();
        flows.tables(tables -> {
            tables.above("tcp", 150, (source, value, key, values, error) -> seen.add(key.get()));
            return 0;
        });
        assertThat(seen).isEmpty();
    }

    @Test
    void furtherValuesAreComputed() {
        flows.define(
                "tcp",
                "value",
                "frames",
                "t",
                10,
                "values",
                "bytes,avg:ipbytes,min:bytes,max:bytes,last:bytes,sum:bytes,count:tcpsourceport");
        for (int port = 0; port < 3000; port++) {
            flows.receive(sample(3, 1, tcpHeader(100 + port, port)));
        }
        List<Double> values = flows.active("tcp", Merge.MAX).get(0).values();
        double sum = 3000 * (100 + 3099) / 2.0;

        assertThat(values.get(0)).isEqualTo(sum / 10);
        assertThat(values.get(1)).isEqualTo(40);
        assertThat(values.subList(2, 6)).containsExactly(100.0, 3099.0, 3099.0, sum);
        assertThat(values.get(6)).isCloseTo(3000, within(300.0));
    }

    @Test
    void flowsAreLoggedWhenTheyEndWithTheirTotal() {
        flows.define("tcp", "keys", "tcpsourceport", "value", "bytes", "log", true, "activeTimeout", 5);
        long start = flows.clock.millis();
        flows.receive(sample(3, 10, tcpHeader(100, 1)));
        flows.seconds(1);
        flows.receive(sample(3, 10, tcpHeader(200, 1)));
        flows.seconds(3);
        assertThat(flows.records()).isEmpty();
        flows.seconds(3);

        assertThat(flows.records())
                .containsExactly(new FlowRecord(1, "tcp", "10.4.0.1", "3", start, start + 1000, 3000, "1"));
        flows.seconds(20);
        assertThat(flows.records()).hasSize(1);
        assertThat(flows.engine.counters()).containsEntry("flowsGenerated", 1L);
    }

    @Test
    void longFlowIsLoggedEachActiveTimeout() {
        flows.define("tcp", "value", "frames", "log", true, "activeTimeout", 5);
        for (int i = 0; i < 100; i++) {
            flows.receive(sample(3, 10, tcpHeader(100, 1)));
            flows.seconds(0.2);
        }
        assertThat(flows.records()).hasSizeBetween(3, 4).allSatisfy(record -> {
            assertThat(record.value()).isBetween(240.0, 260.0);
            assertThat(record.end() - record.start()).isBetween(4800L, 5000L);
        });
    }

    @Test
    void flowsAreLoggedWhenTheyBeginIfAsked() {
        flows.define("tcp", "value", "frames", "log", true, "flowStart", true, "activeTimeout", 1);
        long start = flows.clock.millis();
        flows.receive(sample(3, 10, tcpHeader(100, 1)));
        assertThat(flows.records()).containsExactly(new FlowRecord(1, "tcp", "10.4.0.1", "3", start, start, 10, ""));
        flows.seconds(10);
        assertThat(flows.records()).hasSize(1);
    }

    @Test
    void discardedPacketsFeedTheDefinitionsForThemAlone() {
        flows.define("all", "keys", "tcpsourceport", "value", "frames");
        flows.define("drops", "keys", "tcpsourceport,reason", "value", "frames", "dropped", "true");
        flows.receive(sample(3, 10, tcpHeader(100, 1)), Wire.discard(3, 258, tcpHeader(100, 2)));

        assertThat(flows.keys("all")).containsExactly("1");
        assertThat(flows.keys("drops")).containsExactly("2,acl");
    }

    @Test
    void redefiningForgetsAndUndefiningRemoves() {
        FlowDefinition tcp = flows.define("tcp", "value", "frames");
        flows.receive(sample(3, 10, tcpHeader(100, 1)));
        assertThat(flows.keys("tcp")).hasSize(1);
        flows.engine.define(Owner.REST, tcp);
        assertThat(flows.keys("tcp")).isEmpty();
        flows.receive(sample(3, 10, tcpHeader(100, 1)));
        assertThat(flows.engine.undefine(Owner.REST, "tcp")).isTrue();
        assertThat(flows.keys("tcp")).isEmpty();
        assertThat(flows.engine.undefine(Owner.REST, "tcp")).isFalse();
    }

    @Test
    void peopleGetTheNearestNamesAndAppsWait() {
        FlowDefinition misspelt = FlowDefinition.parse("tcp", Map.of("keys", "ipsorce", "value", "bytes"));

        assertThatThrownBy(() -> flows.engine.define(Owner.REST, misspelt))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "flow definition \"tcp\": property \"keys\": unknown flow key \"ipsorce\", did you mean \"ipsource\" or \"ip6source\"");
        assertThat(flows.engine.all()).isEmpty();

        flows.engine.define(Owner.app("a", "b.js"), misspelt);
        assertThat(flows.engine.pending("tcp")).contains("unknown key ipsorce, did you mean ipsource");
        assertThat(flows.engine.all()).containsKey("tcp");
        Collection<String> inForce = flows.tables(tables -> tables.flows());
        assertThat(inForce).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "or;bytes;property 'keys': unknown flow key 'or', did you mean 'or:<key>:<key>[:…]'",
                "or:ipsource:;byte;property 'value': unknown flow key 'byte', did you mean 'bytes'",
                "or:;bytes;key function 'or:': argument '1': empty, where a key is expected",
                "eq:ipsource;bytes;key function 'eq:ipsource': arguments '1': as many are not expected: expected=2",
                "range:ipttl;bytes;key function 'range:ipttl': arguments '1': as many are not expected: expected=2 to 3",
                "ipsource:24;bytes;flow key 'ipsource': takes no arguments",
                "uri:httpurl:hst;bytes;key function 'uri:httpurl:hst': part of a URL 'hst': unknown, did you mean 'host'",
                "ipsource;maxi:ipttl;value 'maxi:ipttl': unknown 'maxi' before the colon, did you mean 'max'"
            })
    void whatIsWrongIsToldWithItsPlaceAndWhatWasMeant(String keys, String value, String told) {
        FlowDefinition wrong = FlowDefinition.parse("f", Map.of("keys", keys, "value", value));

        assertThatThrownBy(() -> flows.engine.define(Owner.REST, wrong))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("flow definition \"f\": " + told.replace('\'', '"'));
        assertThat(flows.engine.all()).isEmpty();
    }

    @Test
    void malformedDefinitionIsRefusedToEverybody() {
        for (String filter :
                List.of("ipsource", "ipsource=1|", "(ipsource=1", "ipsource=1)", "nosuch:ipsource=1", "ipsource~(")) {
            FlowDefinition bad = FlowDefinition.parse("x", Map.of("value", "bytes", "filter", filter));
            assertThatThrownBy(() -> flows.engine.define(Owner.app("a", "b.js"), bad))
                    .as(filter)
                    .isInstanceOf(InvalidInput.class);
        }
        FlowDefinition notANumber = FlowDefinition.parse("x", Map.of("value", "ipsource"));
        assertThatThrownBy(() -> flows.engine.define(Owner.app("a", "b.js"), notANumber))
                .hasMessageContaining("not a number");
        assertThat(flows.engine.all()).isEmpty();
    }

    /** A function and a key of another bundle. */
    private static final class Other implements FlowVocabularySource {
        @Override
        public Collection<FlowKey> keys() {
            return List.of(
                    new FlowKey("seven", KeyType.INTEGER, false, "Seven.", (s, l, o) -> o.set(KeyType.INTEGER, 7)));
        }

        @Override
        public Collection<KeyFunction> functions() {
            return List.of(new KeyFunction("country", "country:<key>", "Country.", arguments -> arguments.key(0)));
        }
    }

    /** A function that fails once, after some good uses: the vocabulary may change while a definition is made. */
    private static final class Fickle implements FlowVocabularySource {
        private int good;

        @Override
        public Collection<KeyFunction> functions() {
            return List.of(new KeyFunction("country", "country:<key>", "Country.", arguments -> {
                if (good-- == 0) {
                    throw InvalidInput.of("database", "x", "gone");
                }
                return arguments.key(0);
            }));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void definitionThatIsRefusedIsNeitherInForceNorSaved(int good) {
        Fickle fickle = new Fickle();
        flows.engine.addVocabulary(fickle);
        fickle.good = good;
        boolean defined = true;
        try {
            flows.define("c", "keys", "country:ipsource", "value", "frames");
        } catch (InvalidInput e) {
            defined = false;
        }
        assertThat(flows.engine.all().containsKey("c")).isEqualTo(defined);
        assertThat(flows.store.pieces("flow").containsKey("c")).isEqualTo(defined);
    }

    @Test
    void definitionsWaitForTheRowsTheyNameAndStopWithThem() {
        Owner app = Owner.app("a", "b.js");
        flows.engine.define(
                app, FlowDefinition.parse("c", Map.of("keys", "country:ipsource,seven", "value", "frames")));
        assertThat(flows.engine.pending("c")).contains("key function country");
        Other other = new Other();
        flows.engine.addVocabulary(other);
        assertThat(flows.engine.pending("c")).isEmpty();
        flows.receive(sample(3, 10, tcpHeader(100, 1)));
        assertThat(flows.keys("c")).containsExactly("10.0.0.1,7");

        flows.engine.removeVocabulary(other);
        assertThat(flows.engine.pending("c")).contains("key function country");
        assertThat(flows.keys("c")).isEmpty();
        assertThat(flows.engine.counters()).containsEntry("flowDefinitionsPending", 1L);
    }

    @Test
    void whatPeopleDefineIsThereAgainAfterARestart() {
        flows.define(
                "tcp",
                "keys",
                "concat:\\::ipsource:tcpsourceport",
                "value",
                "frames",
                "filter",
                "ipprotocol=6",
                "n",
                7);
        Registration gone = flows.engine.define(Owner.REST, FlowDefinition.parse("gone", Map.of("value", "bytes")));
        gone.close();
        flows.engine.define(Owner.app("a", "b.js"), FlowDefinition.parse("app", Map.of("value", "bytes")));
        try (FlowFixture again = new FlowFixture(flows.store)) {
            assertThat(again.engine.all()).containsOnlyKeys("tcp");
            assertThat(again.engine.all().get("tcp").definition())
                    .isEqualTo(flows.engine.all().get("tcp").definition());
            again.receive(sample(3, 10, tcpHeader(100, 1)));
            assertThat(again.keys("tcp")).containsExactly("10.0.0.1:1");
        }
    }

    /** Earlier versions took such names; lists of metrics cannot hold them. */
    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a;b"})
    void savedDefinitionOfANameThatIsRefusedNowStaysOnDiskUntilItIsRemoved(String name) {
        flows.define("tcp", "value", "bytes");
        Map<String, String> disk = flows.store.pieces("flow");
        disk.put(name, disk.get("tcp"));
        try (FlowFixture again = new FlowFixture(flows.store)) {
            assertThat(again.engine.all()).containsOnlyKeys("tcp");
            again.define("udp", "value", "bytes");
            assertThat(disk).containsOnlyKeys(name, "tcp", "udp");
            again.engine.undefine(Owner.REST, name);
            assertThat(disk).containsOnlyKeys("tcp", "udp");
        }
    }

    @Test
    void keysThatTrafficShowsAreListed() {
        flows.receive(sample(3, 10, tcpHeader(100, 1)));

        Map<String, Long> seen = flows.tables(tables -> tables.keysSeen());
        assertThat(seen)
                .containsKeys("ipsource", "tcpsourceport", "stack", "agent", "bytes", "direction")
                .doesNotContainKeys("ip6source", "udpsourceport", "ipsource.1", "reason");
        assertThat(seen.get("ipsource")).isEqualTo(flows.clock.millis());
    }

    @Test
    void agentModeAddsUpTheDataSourcesOfAnAgent() {
        flows.define("tcp", "keys", "tcpsourceport", "value", "frames", "t", 1, "aggMode", "AGENT");
        flows.receive(sample(3, 100, tcpHeader(1000, 1)), sample(4, 300, tcpHeader(1000, 1)));
        List<String> seen = new ArrayList<>();
        flows.tables(tables -> {
            tables.above("tcp", 350, (source, value, key, values, error) -> seen.add(source.name() + " " + value));
            return 0;
        });
        assertThat(seen).containsExactly("4 400.0");
        assertThat(flows.active("tcp", Merge.MAX))
                .singleElement()
                .satisfies(flow -> assertThat(flow.value()).isEqualTo(400));
    }
}
