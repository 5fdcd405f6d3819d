// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static io.weir.flow.internal.Wire.sample;
import static io.weir.flow.internal.Wire.tagged;
import static io.weir.flow.internal.Wire.tcpHeader;
import static io.weir.flow.internal.Wire.xdr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.api.InvalidInput;
import io.weir.api.Owner;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyType;
import io.weir.testkit.MemoryStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Flows that programs report: rtflow, 4300:1003. */
class CustomFlowTest {
    private static final int RTFLOW = 4300 << 12 | 1003;

    private FlowFixture flows = new FlowFixture(new MemoryStore(), "flow.custom.keys", "client, table usec");

    @AfterEach
    void close() {
        flows.close();
    }

    /** A query that a database served: one in ten. */
    private static Wire query(long client, String table, long usec) {
        return tagged(
                RTFLOW,
                xdr().text("dbq")
                        .and(10, 1000, 4)
                        .text("client")
                        .and(2, client)
                        .text("table")
                        .and(0)
                        .text(table)
                        .text("usec")
                        .and(4, usec)
                        .text("mac")
                        .and(1, 0x00163eab, 0x01020000));
    }

    @Test
    void fieldsAreKeysAndValuesByTheirNames() {
        flows.define("q", "keys", "client,table", "value", "usec", "values", "avg:usec", "t", 2);
        flows.receive(query(0x0a040107, "t1", 800), query(0x0a040107, "t1", 400), query(0x0a040108, "t2", 100));
        List<ActiveFlow> active = flows.active("q", Merge.MAX);
        assertThat(active).extracting(ActiveFlow::key).containsExactly("10.4.1.7,t1", "10.4.1.8,t2");
        assertThat(active.get(0).value()).isCloseTo(10 * 1200 / 2.0, within(1.0));
        assertThat(active.get(0).values().get(0)).isCloseTo(600, within(0.1));
        assertThat(active.get(0).dataSource()).isEqualTo("dbq");
    }

    @Test
    void filtersAndFunctionsTakeThem() {
        flows.define(
                "q", "keys", "mask:client:24,prefix:table:_:1", "value", "frames", "filter", "range:usec:500=true");
        flows.receive(query(0x0a040107, "t_1", 800), query(0x0a040108, "t_2", 499));
        assertThat(flows.keys("q")).containsExactly("10.4.1.0,t");
    }

    @Test
    void aFieldIsAKeyFromTheFirstSampleThatHasIt() {
        assertThatThrownBy(() -> flows.define("m", "keys", "mac", "value", "frames"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("unknown flow key \"mac\"");
        flows.engine.define(
                Owner.app("app", "a.js"), FlowDefinition.parse("w", Map.of("keys", "mac", "value", "frames")));
        assertThat(flows.engine.pending("w")).isPresent();
        flows.receive(query(1, "t", 1));
        assertThat(flows.engine.pending("w")).isEmpty();
        flows.seconds(0.2);
        flows.receive(query(1, "t", 1));
        assertThat(flows.keys("w")).containsExactly("00163EAB0102");
        flows.define("m", "keys", "mac", "value", "frames");
    }

    @Test
    void packetsAndReportedFlowsAreNeverMixed() {
        flows.define("all", "value", "frames");
        flows.define("q", "keys", "null:client:none", "value", "frames");
        flows.receive(sample(3, 100, tcpHeader(100, 1)));
        assertThat(flows.keys("q")).isEmpty();
        flows.receive(query(0x0a040107, "t1", 800));
        assertThat(flows.keys("q")).containsExactly("10.4.1.7");
        assertThat(flows.active("all", Merge.SUM).get(0).flowN()).isEqualTo(1);
    }

    @Test
    void anEmptyKeyListOfReportedFlowsIsOneFlow() {
        flows.define("load", "value", "sum:usec");
        flows.receive(query(1, "t", 700), query(2, "t", 300));
        assertThat(flows.active("load", Merge.SUM)).hasSize(1);
    }

    private static Wire named(String... names) {
        Wire body = xdr().text("x").and(1, 1, names.length);
        for (String name : names) {
            body.text(name).and(4, 1);
        }
        return tagged(RTFLOW, body);
    }

    private boolean known(String name) {
        return flows.engine.keys().stream().anyMatch(key -> key.name().equals(name));
    }

    private void flood(String prefix) {
        for (int i = 0; i < 1000; i++) {
            flows.receive(named(prefix + i));
        }
    }

    @Test
    void hostileNamesMakeNoKeys() {
        int before = flows.engine.vocabulary().keys.all().size();
        for (int i = 0; i < 1000; i++) {
            flows.receive(named("n" + i, "a b" + i));
        }
        assertThat(flows.engine.vocabulary().keys.all().size() - before).isLessThanOrEqualTo(256);
        assertThat(known("a b1")).isFalse();
    }

    @Test
    void namesThatDoNotComeForTenMinutesGiveTheirPlaces() {
        flood("n");
        flows.receive(named("latency"));
        assertThat(known("latency")).isFalse();
        flows.seconds(601);
        flows.receive(named("latency"));
        assertThat(known("latency")).isTrue();
        flows.define("l", "keys", "latency", "value", "frames");
    }

    @Test
    void namesThatComeOrThatDefinitionsNameKeepTheirPlaces() {
        flows.receive(named("latency", "verb"));
        flows.define("l", "keys", "verb", "value", "frames");
        flood("n");
        for (int minutes = 0; minutes < 30; minutes++) {
            flows.seconds(60);
            flows.receive(named("latency"));
            flood("m" + minutes + "x");
        }
        assertThat(known("latency")).isTrue();
        assertThat(known("verb")).isTrue();
        assertThat(known("client")).isTrue();
        assertThat(known("n1")).isFalse();
    }

    @Test
    void aNameThatADefinitionWaitsForHasAPlaceAtOnce() {
        flood("n");
        flows.engine.define(
                Owner.app("app", "a.js"), FlowDefinition.parse("w", Map.of("keys", "latency,verb", "value", "frames")));
        flows.receive(named("latency", "verb"));
        assertThat(flows.engine.pending("w")).isEmpty();
    }

    @Test
    void aStandardKeyTakesNoPlaceAndABundlesKeyTakesItsNameBack() {
        flows.receive(named("ipsource", "vendorkey"));
        assertThat(known("vendorkey")).isTrue();
        FlowKey theirs = new FlowKey("vendorkey", KeyType.TEXT, false, "Of a bundle.", (sample, layer, out) -> false);
        flows.engine.addVocabulary(new FlowVocabularySource() {
            @Override
            public List<FlowKey> keys() {
                return List.of(theirs);
            }
        });
        assertThat(flows.engine.keys()).contains(theirs);
    }
}
