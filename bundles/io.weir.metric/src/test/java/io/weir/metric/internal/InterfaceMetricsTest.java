// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.InterfaceCounters;
import io.weir.demo.internal.encoder.Structure;
import io.weir.demo.internal.encoder.XdrWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InterfaceMetricsTest {
    private static final long GIGABIT = 1_000_000_000L;

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private static InterfaceCounters port(long octets, long frames) {
        return InterfaceCounters.of(3)
                .type(6)
                .speed(GIGABIT)
                .direction(1)
                .status(true, true)
                .in(octets, frames)
                .out(0, 0);
    }

    @Test
    void firstSampleGivesTextsAndGaugesButNoRate() {
        scene.send(port(1_000, 10).build(), CounterRecords.portName("swp3"));
        assertThat(scene.values())
                .contains(
                        entry("ifindex", "3"),
                        entry("iftype", "ethernetCsmacd"),
                        entry("ifspeed", 1e9),
                        entry("ifdirection", "full-duplex"),
                        entry("ifadminstatus", "up"),
                        entry("ifoperstatus", "up"),
                        entry("ifname", "swp3"))
                .doesNotContainKeys("ifinoctets", "ifinucastpkts", "ifinutilization", "ifinpkts");
    }

    @Test
    void secondSampleGivesRatesAndWhatIsDerived() {
        scene.send(port(1_000, 10).build());
        scene.pass(20).send(port(1_000 + 20 * 12_500_000L, 10 + 20 * 500).build());
        assertThat(scene.values())
                .contains(
                        entry("ifinoctets", 12_500_000.0),
                        entry("ifinucastpkts", 500.0),
                        entry("ifinpkts", 500.0),
                        entry("ifinutilization", 10.0),
                        entry("ifoutoctets", 0.0),
                        entry("ifoututilization", 0.0));
    }

    @Test
    void uptimeOfTheAgentMeasuresTheInterval() {
        scene.send(port(0, 0).build());
        scene.pass(2);
        scene.uptime += 18_000;
        scene.send(port(20 * 12_500_000L, 0).build());
        assertThat(scene.value("ifinutilization")).contains(10.0);
    }

    @Test
    void restartOfTheAgentMakesNoSpike() {
        scene.send(port(500_000_000, 1_000).build());
        scene.pass(20).send(port(600_000_000, 2_000).build());
        scene.pass(20);
        scene.uptime = 7_000;
        scene.sequence = 0;
        scene.send(port(700_000_000, 3_000).build());
        assertThat(scene.values()).containsKey("ifspeed").doesNotContainKeys("ifinoctets", "ifinucastpkts");
        assertThat(scene.counter("counterAgentRestarts")).isEqualTo(1);
        scene.pass(20).send(port(700_000_000 + 20_000, 3_020).build());
        assertThat(scene.values()).contains(entry("ifinoctets", 1000.0), entry("ifinucastpkts", 1.0));
    }

    @Test
    void resetCountersGiveNoValueOnceEvenWhereOneLooksWrapped() {
        scene.send(port(500_000_000, 0xffff_ff00L).build());
        scene.pass(20).send(port(100, 5).build());
        assertThat(scene.values()).doesNotContainKeys("ifinoctets", "ifinucastpkts", "ifinpkts", "ifinutilization");
        assertThat(scene.counter("counterResets")).isEqualTo(1);
        scene.pass(20).send(port(20_100, 25).build());
        assertThat(scene.values()).contains(entry("ifinoctets", 1000.0), entry("ifinucastpkts", 1.0));
    }

    @Test
    void frameCounterWraps() {
        scene.send(port(500_000_000, 0xffff_ffffL - 99).build());
        scene.pass(20).send(port(500_000_000, 100).build());
        assertThat(scene.value("ifinucastpkts")).contains(10.0);
    }

    @Test
    void rateBeyondTheSpeedIsNone() {
        scene.send(port(0, 0).build());
        scene.pass(20).send(port(100 * 2_500_000_000L, 1).build());
        assertThat(scene.value("ifinoctets")).isEmpty();
        assertThat(scene.value("ifinucastpkts")).contains(0.05);
        assertThat(scene.counter("counterRatesImplausible")).isEqualTo(1);
    }

    @Test
    void allOnesAreAbsent() {
        long unknown = 0xffff_ffffL;
        scene.send(port(-1, 0).in(-1, 1, 2, unknown).inTrouble(3, 4, unknown).build());
        scene.pass(20)
                .send(port(-1, 0)
                        .in(-1, 21, 2, unknown)
                        .inTrouble(3, 4, unknown)
                        .build());
        assertThat(scene.values())
                .contains(entry("ifinucastpkts", 1.0), entry("ifinpkts", 1.0), entry("ifinerrors", 0.0))
                .doesNotContainKeys("ifinoctets", "ifinbroadcastpkts", "ifinunknownprotos", "ifinutilization");
    }

    @Test
    void unknownSpeedGivesNoUtilisation() {
        for (long speed : new long[] {0, 0xffff_ffffL, -1}) {
            scene.send(port(0, 0).speed(speed).build());
            scene.pass(20).send(port(20_000, 0).speed(speed).build());
            assertThat(scene.values())
                    .contains(entry("ifinoctets", 1000.0))
                    .doesNotContainKeys("ifinutilization", "ifoututilization");
            scene.pass(20);
        }
    }

    @Test
    void sampleThatWasOvertakenIsPassedOver() {
        scene.send(port(0, 0).build());
        scene.pass(20).send(port(20_000, 0).build());
        scene.uptime -= 10_000;
        scene.sequence -= 2;
        scene.send(port(5_000, 0).build());
        assertThat(scene.value("ifinoctets")).contains(1000.0);
        assertThat(scene.counter("counterSamplesLate")).isEqualTo(1);
        scene.uptime += 10_000;
        scene.sequence += 2;
        scene.pass(20).send(port(40_000, 0).build());
        assertThat(scene.value("ifinoctets")).contains(1000.0);
    }

    @Test
    void shortBodyGivesTheFieldsThatAreThereAndLongOneIsAccepted() {
        byte[] body = port(0, 0).build().body();
        byte[] longer = java.util.Arrays.copyOf(body, body.length + 12);
        byte[] shorter = java.util.Arrays.copyOf(body, 4 + 4 + 8);
        scene.send(Structure.of(1, new XdrWriter().raw(longer)));
        assertThat(scene.values()).containsKeys("ifindex", "ifspeed", "ifoperstatus");
        scene.pass(20).send(Structure.of(1, new XdrWriter().raw(shorter)));
        assertThat(scene.values()).containsOnlyKeys("ifindex", "iftype", "ifspeed");
        scene.pass(20).send(Structure.of(1, new XdrWriter()));
        assertThat(scene.values()).isEmpty();
    }

    @Test
    void textsAreFreeOfControlCharactersAndBounded() {
        scene.send(CounterRecords.portName("a\u001b[2Jb"));
        assertThat(scene.value("ifname")).contains("a\ufffd[2Jb");
        scene.pass(1).send(CounterRecords.portName("x".repeat(1000)));
        assertThat(scene.value("ifname")).contains("x".repeat(255));
    }

    @Test
    void numbersWithoutANameAreShownAsDigits() {
        scene.send(port(0, 0).type(9_999).direction(77).build());
        assertThat(scene.values()).contains(entry("iftype", "9999"), entry("ifdirection", "77"));
    }

    @Test
    void unknownStructureIsCountedByTagAndItsNeighboursKept() {
        scene.send(Structure.of(1991, 7, new XdrWriter().u32(1, 2)), CounterRecords.portName("swp3"));
        assertThat(scene.value("ifname")).contains("swp3");
        assertThat(scene.counter("counterRecordsUnknown.1991:7")).isEqualTo(1);
    }

    @Test
    void valuesOfASilentSourceAreDropped() {
        scene.send(port(0, 0).build());
        scene.pass(30).send(port(0, 0).build());
        scene.pass(119);
        assertThat(scene.values()).containsKey("ifspeed");
        scene.pass(10);
        assertThat(scene.values()).isEmpty();
        assertThat(scene.counter("metricSources")).isZero();
        assertThat(scene.counter("metricSourcesExpired")).isEqualTo(1);
        scene.send(port(30_000_000, 0).build());
        assertThat(scene.values()).containsKey("ifspeed").doesNotContainKey("ifinoctets");
    }

    @Test
    void namesTellWhenAMetricHadAValue() {
        scene.send(port(0, 0).build());
        long now = scene.clock.millis();
        assertThat(scene.names()).containsEntry("ifspeed", now).doesNotContainKey("ifinoctets");
        scene.pass(20).send(CounterRecords.portName("swp3"));
        assertThat(scene.names()).containsEntry("ifspeed", now).containsEntry("ifname", now + 20_000);
    }

    @Test
    void metricsOfClosedPartAreNoLongerCounted() {
        scene.send(port(0, 0).build());
        assertThat(scene.counter("metricSources")).isEqualTo(1);
        scene.close();
        assertThat(scene.counter("metricSources")).isZero();
    }
}
