// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.weir.api.InvalidInput;
import io.weir.api.metric.CounterField;
import io.weir.api.metric.CounterStructure;
import io.weir.api.metric.CounterStructureSource;
import io.weir.api.metric.DerivedMetric;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.InterfaceCounters;
import io.weir.demo.internal.encoder.Structure;
import io.weir.demo.internal.encoder.XdrWriter;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StructureCatalogTest {
    /** Rows of an enterprise. Thread: immutable. */
    private record Rows(Collection<CounterStructure> structures, Collection<DerivedMetric> derived)
            implements CounterStructureSource {}

    private static final Rows ACME = new Rows(
            List.of(CounterStructure.of(
                    1991,
                    7,
                    "acme_fans",
                    "Fans.",
                    List.of(
                            CounterField.of(CounterField.Type.GAUGE32, "acme_speed", "speed"),
                            CounterField.of(CounterField.Type.COUNTER32, "acme_turns", "turns")))),
            List.of(new DerivedMetric("acme_share", "acme_fans", "A share.", List.of("acme_speed"), in -> in[0] / 4)));

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private Scene fans(long speed) {
        return scene.send(
                Structure.of(1991, 7, new XdrWriter().u32(speed, 5)),
                InterfaceCounters.of(3)
                        .speed(1_000_000_000)
                        .in(scene.clock.millis(), 0)
                        .build(),
                CounterRecords.portName("swp3"));
    }

    @Test
    void rowsComeAndGoWhileOthersKeepTheirReadings() {
        fans(8);
        assertThat(scene.values()).containsKey("ifname").doesNotContainKey("acme_speed");
        scene.parts.addStructures(ACME);
        scene.pass(10);
        fans(8);
        assertThat(scene.values())
                .contains(entry("acme_speed", 8.0), entry("acme_share", 2.0))
                .doesNotContainKey("acme_turns")
                .containsKey("ifinoctets");
        scene.parts.removeStructures(ACME);
        scene.pass(1);
        assertThat(scene.values()).containsKeys("ifname", "ifinoctets").doesNotContainKeys("acme_speed", "acme_share");
    }

    @Test
    void namesAndTagsAreTakenOnce() {
        StructureCatalog catalog = new StructureCatalog();
        catalog.add(ACME);
        assertThatThrownBy(() -> catalog.add(ACME))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("counter structure \"acme_fans\": name or tag is taken");
        assertThat(catalog.revision()).isEqualTo(1);
    }

    @Test
    void derivedMetricOfAnUnknownInputIsRefused() {
        DerivedMetric wrong = new DerivedMetric("x", "acme_fans", "X.", List.of("acme_sped"), in -> in[0]);
        assertThatThrownBy(() -> new StructureCatalog().add(new Rows(ACME.structures(), List.of(wrong))))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("derived metric \"x\": no such number in acme_fans: input=acme_sped");
    }
}
