// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import io.weir.api.NameTaken;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.event.Event;
import io.weir.api.event.Threshold;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.InterfaceCounters;
import io.weir.demo.internal.encoder.Structure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricThresholdTest {
    private final Scene scene = new Scene();
    private long octets;

    @AfterEach
    void close() {
        scene.close();
    }

    /** Ten seconds later: an interface of 1 Gbit/s, so much used meanwhile. */
    private Scene used(double percent) {
        scene.pass(10_000);
        octets += (long) (percent / 100 * 125_000_000 * 10);
        return scene.send(3, port(1_000_000_000, octets));
    }

    private static Structure port(long speed, long octets) {
        return InterfaceCounters.of(3).speed(speed).in(octets, 0).build();
    }

    @Test
    void theFirstValueAfterADefinitionIsCompared() {
        used(10);
        scene.pass(10_000);
        scene.thresholds.define(Owner.REST, Threshold.parse("busy", Map.of("metric", "ifinutilization", "value", 50)));
        octets += 1_000_000_000;
        scene.send(3, port(1_000_000_000, octets));
        assertThat(scene.events()).hasSize(1);
    }

    @Test
    void valueAboveMakesOneEvent() {
        scene.define("busy", Map.of("metric", "ifinutilization", "value", 50));
        used(10);
        used(40);
        assertThat(scene.events()).isEmpty();
        used(80);
        used(90);
        assertThat(scene.events())
                .containsExactly(new Event(
                        101,
                        scene.clock.millis() - 10_000,
                        "busy",
                        "10.0.0.1",
                        "3",
                        "ifinutilization",
                        50,
                        80,
                        "",
                        List.of()));
    }

    @Test
    void valueAtTheThresholdIsNotAbove() {
        scene.define("busy", Map.of("metric", "ifinutilization", "value", 50));
        used(0);
        used(50);
        assertThat(scene.events()).isEmpty();
    }

    @Test
    void sameDataSourceTriggersAgainOnlyAfterTheTimeoutBelow() {
        scene.define("busy", Map.of("metric", "ifinutilization", "value", 50, "timeout", 15));
        used(0);
        used(80);
        used(10);
        used(80);
        assertThat(scene.events()).hasSize(1);
        used(10);
        used(10);
        used(10);
        used(80);
        assertThat(scene.events()).hasSize(2);
    }

    @Test
    void shortTimeoutMakesNoEventWhileTheValueStaysAbove() {
        scene.define("busy", Map.of("metric", "ifinutilization", "value", 50, "timeout", "0.2"));
        used(0);
        used(80);
        used(81);
        used(82);
        assertThat(scene.events()).hasSize(1);
    }

    @Test
    void eachDataSourceTriggersForItself() {
        scene.define("fast", Map.of("metric", "ifspeed", "value", 1));
        scene.send(3, port(1_000, 0)).send(4, port(1_000, 0));
        assertThat(scene.events()).extracting(Event::dataSource).containsExactly("3", "4");
    }

    @Test
    void filterLooksAtMetricsOfTheSameSample() {
        scene.define("busy", Map.of("metric", "ifspeed", "value", 1, "filter", Map.of("ifname", List.of("swp*"))));
        scene.send(3, port(1_000, 0), CounterRecords.portName("eth0"));
        scene.send(4, port(1_000, 0), CounterRecords.portName("swp4"));
        assertThat(scene.events()).extracting(Event::dataSource).containsExactly("4");
    }

    @Test
    void filterComparesNumbersAsNumbers() {
        Map<String, ?> filter = Map.of("ifspeed", List.of("1e10", 40_000_000_000.0));
        scene.define("fast", Map.of("metric", "ifspeed", "value", 1, "filter", filter));
        scene.send(3, port(10_000_000_000L, 0)).send(4, port(1_000, 0)).send(5, port(40_000_000_000L, 0));
        assertThat(scene.events()).extracting(Event::dataSource).containsExactly("3", "5");
    }

    @Test
    void filterTakesAMetricOfTheAgentsHostWhereTheSourceHasNone() {
        scene.define("of", Map.of("metric", "ifspeed", "value", 1, "filter", Map.of("host_name", "leaf1")));
        scene.send(3, port(1_000, 0));
        assertThat(scene.events()).isEmpty();
        scene.sendHost(CounterRecords.hostDescr("leaf1", new UUID(1, 2), 3, 2, "6.1"));
        scene.send(3, port(1_000, 0));
        assertThat(scene.events()).hasSize(1);
    }

    @Test
    void metricWithADataSourceConcernsThatOne() {
        scene.define("three", Map.of("metric", "3.ifspeed", "value", 1));
        scene.send(3, port(1_000, 0)).send(4, port(1_000, 0));
        assertThat(scene.events()).extracting(Event::dataSource).containsExactly("3");
    }

    @Test
    void triggeredLastsUntilTheTimeoutIsOver() {
        scene.define("busy", Map.of("metric", "ifinutilization", "value", 50, "timeout", 15));
        used(0);
        assertThat(scene.triggered("busy", "3.ifinutilization", "")).isFalse();
        used(80);
        assertThat(scene.triggered("busy", "3.ifinutilization", "")).isTrue();
        assertThat(scene.triggered("busy", "4.ifinutilization", "")).isFalse();
        assertThat(scene.triggered("idle", "3.ifinutilization", "")).isFalse();
        used(10);
        assertThat(scene.triggered("busy", "3.ifinutilization", "")).isTrue();
        scene.pass(15_000);
        assertThat(scene.triggered("busy", "3.ifinutilization", "")).isFalse();
        assertThat(scene.counter("thresholdsTriggered")).isZero();
    }

    @Test
    void silentDataSourceIsBelow() {
        scene.define("busy", Map.of("metric", "ifinutilization", "value", 50, "timeout", 15));
        used(0);
        used(80);
        scene.pass(50_000);
        assertThat(scene.triggered("busy", "3.ifinutilization", "")).isTrue();
        scene.pass(40_000);
        assertThat(scene.triggered("busy", "3.ifinutilization", "")).isFalse();
    }

    @Test
    void definingAnewForgetsWhatWasTriggered() {
        scene.define("fast", Map.of("metric", "ifspeed", "value", 1));
        scene.send(3, port(1_000, 0));
        scene.define("fast", Map.of("metric", "ifspeed", "value", 2));
        assertThat(scene.triggered("fast", "3.ifspeed", "")).isFalse();
        scene.send(3, port(1_000, 0));
        assertThat(scene.events()).extracting(Event::threshold).containsExactly(1.0, 2.0);
    }

    @Test
    void closedRegistrationMakesNoEventAnyMore() {
        Registration fast = scene.define("fast", Map.of("metric", "ifspeed", "value", 1));
        fast.close();
        scene.send(3, port(1_000, 0));
        assertThat(scene.events()).isEmpty();
        assertThat(scene.thresholds.all()).isEmpty();
        assertThat(scene.triggered("fast", "3.ifspeed", "")).isFalse();
    }

    @Test
    void nameOfAnAppIsRefusedToAnotherAndTakenOverByRest() {
        Owner one = Owner.app("one", "a.js");
        Map<String, ?> fast = Map.of("metric", "ifspeed", "value", 1);
        scene.define(one, "fast", fast);
        assertThatThrownBy(() -> scene.define(Owner.app("two", "b.js"), "fast", fast))
                .isInstanceOf(NameTaken.class)
                .hasMessageContaining("app:one/a.js");
        scene.define(Owner.REST, "fast", fast);
        assertThat(scene.thresholds.all().get("fast").owner()).isEqualTo(Owner.REST);
        assertThat(scene.thresholds.undefine(Owner.REST, "fast")).isTrue();
        assertThat(scene.thresholds.undefine(Owner.REST, "fast")).isFalse();
    }

    @Test
    void refusesMetricsThatNothingCanBeCalled() {
        for (String metric : List.of("load_one\u0007", "x".repeat(1000))) {
            assertThatThrownBy(() -> Threshold.parse("busy", Map.of("metric", metric, "value", 1)))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining(
                            "property \"metric\": a metric has 1 to 512 characters, no control characters");
        }
    }

    @Test
    void nameThatWouldSpoilALineIsRefused() {
        assertThatThrownBy(() -> Threshold.parse("x\n\u001b[31m", Map.of("metric", "load_one", "value", 1)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("no control characters");
    }

    @Test
    void alarmsAreBoundedAndWhatIsRefusedIsCounted() {
        scene.define("fast", Map.of("metric", "ifspeed", "value", 1));
        for (int port = 1; port <= Crossings.MOST + 7; port++) {
            scene.send(port, port(1_000, 0));
        }
        assertThat(scene.events()).hasSize(Crossings.MOST);
        assertThat(scene.counter("thresholdAlarmsRefused")).isEqualTo(7);
        scene.pass(100);
        assertThat(scene.counter("thresholdsTriggered")).isEqualTo(Crossings.MOST);
    }

    @Test
    void thresholdsOfPeopleAreKeptOverARestartAndThoseOfAppsAreNot() {
        Map<String, ?> filter = Map.of("ifspeed", List.of(1e10, "4e10"), "ifname", "swp*");
        Threshold busy = Threshold.parse(
                "busy",
                Map.of("metric", "ifinutilization", "value", 50.5, "timeout", 3, "byFlow", true, "filter", filter));
        scene.thresholds.define(Owner.SHELL, busy);
        scene.define("gone", Map.of("metric", "ifspeed", "value", 1)).close();
        scene.define(Owner.app("one", "a.js"), "apps", Map.of("metric", "ifspeed", "value", 1));
        ThresholdRegistry restarted = new ThresholdRegistry(scene.store);
        assertThat(restarted.all()).containsOnlyKeys("busy");
        assertThat(restarted.all().get("busy").owner()).isEqualTo(Owner.SHELL);
        assertThat(restarted.all().get("busy").definition()).isEqualTo(busy);
    }
}
