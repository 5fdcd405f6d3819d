// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.CustomSampleBuilder;
import io.weir.demo.internal.encoder.InterfaceCounters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What those who make up data sources and names can take of the memory. */
class RoomTest {
    private static final long MOST = 100_000;

    private final Scene scene = new Scene(new MetricParts(MOST));

    @AfterEach
    void close() {
        scene.close();
    }

    private void madeUp(int dataSources) {
        for (int i = 0; i < dataSources; i++) {
            scene.send(
                    CounterSampleBuilder.of(1000 + i),
                    InterfaceCounters.of(1000 + i).build());
            scene.datagram(
                    CustomSampleBuilder.metrics("p" + i).gauge32("n" + i, i).text("t" + i, "…".repeat(80)));
        }
    }

    @Test
    void dataSourcesThatFindNoRoomAreRefusedAndThoseThereGoOn() {
        scene.datagram(CustomSampleBuilder.metrics("db1").gauge32("queue", 1).text("role", "first"));
        madeUp(2_000);
        assertThat(scene.counter("metricBytes")).isBetween(MOST / 2, MOST);
        assertThat(scene.counter("metricsRefused")).isGreaterThan(1_000);
        assertThat(scene.values("2999")).isEmpty();
        assertThat(scene.values("p1999")).isEmpty();
        scene.sequence++;
        scene.datagram(CustomSampleBuilder.metrics("db1").gauge32("queue", 2).text("role", "second"));
        assertThat(scene.values("db1")).containsOnly(entry("queue", 2.0), entry("role", "second"));
    }

    @Test
    void roomIsThereAgainWhenDataSourcesFellSilent() {
        madeUp(2_000);
        scene.pass(1_000);
        assertThat(scene.counter("metricSources")).isZero();
        assertThat(scene.counter("metricBytes")).isZero();
        scene.datagram(CustomSampleBuilder.metrics("db1").gauge32("queue", 1));
        assertThat(scene.values("db1")).containsOnly(entry("queue", 1.0));
    }

    @Test
    void roomIsGivenBackWhenTheShardGoes() {
        madeUp(20);
        assertThat(scene.counter("metricBytes")).isPositive();
        scene.shards.close();
        assertThat(scene.counter("metricBytes")).isZero();
    }

    private static void gauge(Scene scene, String dataSource, String name) {
        scene.sequence++;
        scene.datagram(CustomSampleBuilder.metrics(dataSource).gauge32(name, 1));
    }

    @Test
    void namesThatHaveNoValueAnyMoreGiveTheirPlacesToThoseThatHave() {
        try (Scene crowded = new Scene(new MetricParts(1L << 30))) {
            for (int i = 0; i < 20_100; i++) {
                gauge(crowded, "p" + i / 500, "n" + i);
            }
            gauge(crowded, "db1", "queue");
            assertThat(crowded.names()).doesNotContainKey("queue").containsKey("n1");
            for (int minutes = 0; minutes < 12; minutes++) {
                crowded.pass(60);
                gauge(crowded, "db1", "queue");
                gauge(crowded, "p0", "n1");
            }
            assertThat(crowded.names()).containsKeys("queue", "n1").doesNotContainKey("n2");
        }
    }
}
