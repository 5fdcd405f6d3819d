// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.event.Event;
import io.weir.api.event.Threshold;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.net.Address;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.testkit.NoFlows;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FlowThresholdTest {
    /** A table of one definition, {@code pairs}, whose flows a test sets: data source and key to value. */
    private static final class Pairs implements ShardPart, NoFlows {
        private final Shard shard;
        private final Map<List<String>, Double> flows = new LinkedHashMap<>();
        /** Half the width of the 95 % band of each key, in percent; 1 unless set. */
        private final Map<String, Double> errors = new LinkedHashMap<>();

        Pairs(Shard shard) {
            this.shard = shard;
        }

        @Override
        public Collection<String> flows() {
            return List.of("pairs");
        }

        @Override
        public void above(String flow, double value, Above visitor) {
            flows.forEach((at, now) -> {
                if (now > value) {
                    shard.agent(Address.parse(Scene.AGENT)).stream()
                            .flatMap(agent -> agent.dataSources().stream())
                            .filter(source -> source.name().equals(at.get(0)))
                            .forEach(source -> visitor.flow(
                                    source,
                                    now,
                                    () -> at.get(1),
                                    () -> List.of(now / 2, 7.0),
                                    errors.getOrDefault(at.get(1), 1.0)));
                }
            });
        }
    }

    /** One definition, {@code pairs}, that adds up the data sources of an agent. Thread: immutable. */
    private static final class ByAgent implements FlowDefinitions {
        private final FlowDefinition pairs =
                FlowDefinition.parse("pairs", Map.of("value", "bytes", "aggMode", "agent"));

        @Override
        public Registration define(Owner by, FlowDefinition definition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean undefine(Owner by, String name) {
            return false;
        }

        @Override
        public Map<String, Owned<FlowDefinition>> all() {
            return Map.of("pairs", new Owned<>(Owner.REST, pairs));
        }

        @Override
        public Optional<String> pending(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> check(FlowDefinition definition) {
            return List.of();
        }
    }

    private final Scene scene = new Scene();
    private Pairs pairs;

    @BeforeEach
    void twoInterfaces() {
        scene.shards.add(shard -> {
            pairs = new Pairs(shard);
            return pairs;
        });
        scene.send(3, CounterRecords.portName("swp3")).send(4, CounterRecords.portName("swp4"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void flow(String dataSource, String key, double value) {
        pairs.flows.put(List.of(dataSource, key), value);
    }

    @Test
    void byFlowEachFlowIsAnEventWithItsKeyAndValues() {
        scene.define("big", Map.of("metric", "pairs", "value", 100, "byFlow", true));
        flow("3", "a,b", 150);
        flow("3", "a,c", 50);
        flow("4", "a,b", 200);
        scene.pass(100);
        assertThat(scene.events())
                .extracting(Event::dataSource, Event::flowKey, Event::value, Event::values)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("3", "a,b", 150.0, List.of(75.0, 7.0)),
                        org.assertj.core.groups.Tuple.tuple("4", "a,b", 200.0, List.of(100.0, 7.0)));
        scene.pass(1_000);
        assertThat(scene.events()).hasSize(2);
    }

    @Test
    void otherwiseTheLargestFlowOfADataSourceIsAnEventWithoutKey() {
        scene.define("big", Map.of("metric", "pairs", "value", 100));
        flow("3", "a,b", 150);
        flow("3", "a,c", 180);
        scene.pass(100);
        assertThat(scene.events())
                .extracting(Event::dataSource, Event::flowKey, Event::value, Event::values)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("3", "", 180.0, List.of(90.0, 7.0)));
        assertThat(scene.events().get(0).properties()).doesNotContainKey("flowKey");
    }

    @Test
    void withConfidenceOnlyAFlowThatIsSurelyAboveTriggers() {
        scene.define("sure", Map.of("metric", "pairs", "value", 100, "byFlow", true, "confidence", true));
        scene.define("largest", Map.of("metric", "pairs", "value", 100, "confidence", true));
        flow("3", "a,b", 100.5); // within 1 percent, as all flows here are known
        scene.pass(1_000);
        assertThat(scene.events()).isEmpty();
        flow("3", "a,b", 102);
        scene.pass(100);
        assertThat(scene.events()).extracting(Event::thresholdID).containsExactlyInAnyOrder("sure", "largest");
        flow("3", "a,b", 100.5);
        scene.pass(1_000);
        assertThat(scene.events()).hasSize(2);
    }

    @Test
    void eventComesWithinATickOfTheCrossing() {
        scene.define("big", Map.of("metric", "pairs", "value", 100));
        flow("3", "a,b", 150);
        long crossed = scene.clock.millis();
        scene.pass(1_000);
        assertThat(scene.events()).hasSize(1).allMatch(event -> event.timestamp() - crossed <= 100);
    }

    @Test
    void flowTriggersAgainOnlyAfterTheTimeoutBelow() {
        scene.define("big", Map.of("metric", "pairs", "value", 100, "byFlow", true, "timeout", 2));
        flow("3", "a,b", 150);
        scene.pass(100);
        flow("3", "a,b", 50);
        scene.pass(1_500);
        flow("3", "a,b", 150);
        scene.pass(100);
        assertThat(scene.events()).hasSize(1);
        flow("3", "a,b", 50);
        scene.pass(2_200);
        assertThat(scene.triggered("big", "3.pairs", "a,b")).isFalse();
        flow("3", "a,b", 150);
        scene.pass(100);
        assertThat(scene.events()).hasSize(2);
    }

    @Test
    void triggeredTellsOfAFlowOrOfAny() {
        scene.define("big", Map.of("metric", "pairs", "value", 100, "byFlow", true));
        flow("3", "a,b", 150);
        scene.pass(100);
        assertThat(scene.triggered("big", "3.pairs", "a,b")).isTrue();
        assertThat(scene.triggered("big", "3.pairs", "")).isTrue();
        assertThat(scene.triggered("big", "3.pairs", "a,c")).isFalse();
        assertThat(scene.triggered("big", "4.pairs", "a,b")).isFalse();
    }

    @Test
    void filterLooksAtMetricsOfTheDataSource() {
        Map<String, ?> filter = Map.of("ifname", "swp4");
        scene.define("big", Map.of("metric", "pairs", "value", 100, "byFlow", true, "filter", filter));
        flow("3", "a,b", 150);
        flow("4", "a,b", 150);
        scene.pass(100);
        assertThat(scene.events()).extracting(Event::dataSource).containsExactly("4");
    }

    @Test
    void flowOfAnAgentIsOneEventThoughItsLargestShareMoves() {
        scene.thresholds.setFlowDefinitions(new ByAgent());
        scene.define("big", Map.of("metric", "pairs", "value", 100, "byFlow", true));
        flow("3", "a,b", 150);
        scene.pass(100);
        pairs.flows.clear();
        flow("4", "a,b", 150);
        scene.pass(1_000);
        assertThat(scene.events()).extracting(Event::dataSource).containsExactly("3");
        assertThat(scene.triggered("big", "3.pairs", "a,b")).isTrue();
        assertThat(scene.triggered("big", "4.pairs", "a,b")).isTrue();
    }

    @Test
    void confidenceWaitsUntilTheLowerEndOfTheBandIsAbove() {
        scene.define("big", Map.of("metric", "pairs", "value", 100, "byFlow", true, "confidence", true, "timeout", 2));
        flow("3", "a,b", 150);
        pairs.errors.put("a,b", 40.0);
        scene.pass(1_000);
        assertThat(scene.events()).isEmpty();
        assertThat(scene.triggered("big", "3.pairs", "a,b")).isFalse();
        pairs.errors.put("a,b", 20.0);
        scene.pass(100);
        assertThat(scene.events()).extracting(Event::value).containsExactly(150.0);
        pairs.errors.put("a,b", 90.0);
        scene.pass(5_000);
        assertThat(scene.triggered("big", "3.pairs", "a,b")).isTrue();
        flow("3", "a,b", 50);
        scene.pass(2_500);
        assertThat(scene.triggered("big", "3.pairs", "a,b")).isFalse();
    }

    @Test
    void confidenceTakesTheLargestFlowThatIsSurelyAbove() {
        scene.define("big", Map.of("metric", "pairs", "value", "100", "confidence", "true"));
        flow("3", "a,b", 500);
        pairs.errors.put("a,b", 90.0);
        flow("3", "a,c", 150);
        pairs.errors.put("a,c", 10.0);
        scene.pass(100);
        assertThat(scene.events()).extracting(Event::value).containsExactly(150.0);
        assertThat(scene.thresholds.all().get("big").definition().properties()).containsEntry("confidence", true);
    }

    @Test
    void confidenceIsKeptOverARestart() {
        scene.define("big", Map.of("metric", "pairs", "value", 100, "confidence", true));
        assertThat(new ThresholdRegistry(scene.store)
                        .all()
                        .get("big")
                        .definition()
                        .confidence())
                .isTrue();
    }

    private void thresholdsOfTenThousandFlows(int thresholds) {
        for (int i = 0; i < 10_000; i++) {
            flow("3", "k" + i, 150);
        }
        for (int i = 0; i < thresholds; i++) {
            scene.thresholds.define(
                    Owner.REST,
                    Threshold.parse("big" + i, Map.of("metric", "pairs", "value", 100, "byFlow", true, "timeout", 1)));
        }
    }

    @Test
    void manyThresholdsOnManyFlowsTakeTurns() {
        thresholdsOfTenThousandFlows(6);
        scene.pass(100);
        assertThat(scene.counter("thresholdsTriggered")).isEqualTo(20_000);
        scene.pass(200);
        assertThat(scene.counter("thresholdsTriggered")).isEqualTo(60_000);
        pairs.flows.clear();
        scene.pass(5_000);
        assertThat(scene.counter("thresholdsTriggered")).isZero();
    }

    @Test
    void crossingsOfAllThresholdsAreBounded() {
        thresholdsOfTenThousandFlows(12);
        scene.pass(1_000);
        assertThat(scene.counter("thresholdsTriggered")).isEqualTo(100_000);
        assertThat(scene.counter("thresholdAlarmsRefused")).isPositive();
        for (int i = 0; i < 12; i++) {
            scene.thresholds.undefine(Owner.REST, "big" + i);
        }
        scene.define("later", Map.of("metric", "pairs", "value", 100, "byFlow", true));
        scene.pass(100);
        assertThat(scene.counter("thresholdsTriggered")).isEqualTo(10_000);
    }

    @Test
    void flowOfADataSourceThatIsForgottenIsNoLongerTriggered() {
        scene.define("big", Map.of("metric", "pairs", "value", 100, "byFlow", true, "timeout", 1_000_000));
        flow("3", "a,b", 150);
        scene.pass(100);
        assertThat(scene.counter("thresholdsTriggered")).isEqualTo(1);
        scene.pass(3_600_000);
        assertThat(scene.counter("thresholdsTriggered")).isZero();
        scene.send(3, CounterRecords.portName("swp3"));
        scene.pass(100);
        assertThat(scene.events()).extracting(Event::flowKey).containsExactly("a,b", "a,b");
    }
}
