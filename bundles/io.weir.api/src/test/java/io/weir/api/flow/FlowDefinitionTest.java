// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowDefinitionTest {
    private static FlowDefinition parse(Map<String, ?> properties) {
        return FlowDefinition.parse("tcp", properties);
    }

    @Test
    void numbersMayBeTextAndAreBroughtIntoRange() {
        FlowDefinition d = parse(Map.of("value", "bytes", "n", "10", "t", "0.1", "activeTimeout", "7"));

        assertThat(d.n()).isEqualTo(10);
        assertThat(d.t()).isEqualTo(0.2);
        assertThat(d.activeTimeout()).isEqualTo(7);
    }

    @Test
    void whatComesOfQueryParametersIsReadAsItIs() {
        FlowDefinition d = parse(
                Map.of("value", List.of(" bytes "), "n", List.of("10"), "log", List.of("false"), "t", List.of(3)));

        assertThat(d.value()).isEqualTo("bytes");
        assertThat(d.n()).isEqualTo(10);
        assertThat(d.t()).isEqualTo(3);
        assertThat(d.log()).isFalse();
        assertThatThrownBy(() -> parse(Map.of("value", "bytes", "n", List.of(1, 2))))
                .hasMessage("flow definition \"tcp\": property \"n\": not a number: value=[1, 2]");
    }

    @Test
    void keysSplitAtCommasOutsideOfBracketsAndEscapes() {
        FlowDefinition d = parse(Map.of("keys", "ipsource, or:[prefix:a:,:1]:b ,concat:\\,:x:y", "value", "bytes"));

        assertThat(d.keys()).containsExactly("ipsource", "or:[prefix:a:,:1]:b", "concat:\\,:x:y");
    }

    @Test
    void keysGivenAsArrayAreShownAsText() {
        FlowDefinition d = parse(Map.of("keys", List.of("ipsource", "ipdestination"), "value", "bytes"));

        assertThat(d.properties())
                .containsEntry("keys", "ipsource,ipdestination")
                .containsEntry("n", 5)
                .containsEntry("t", 2.0)
                .containsEntry("fs", ",")
                .containsEntry("activeTimeout", 60)
                .doesNotContainKeys("filter", "log", "dropped");
    }

    @Test
    void withoutValueItIsRefused() {
        assertThatThrownBy(() -> parse(Map.of("keys", "ipsource")))
                .hasMessage("flow definition \"tcp\": property \"value\": missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a/b", "a,b", "a;b", "a b", "a\nb"})
    void namesThatWouldBreakUrlsAndListsOfMetricsAreRefused(String name) {
        assertThatThrownBy(() -> FlowDefinition.parse(name, Map.of("value", "bytes")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageEndingWith("a name has 1 to 128 characters, no dot, slash, comma, semicolon or space");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp_pairs", "browse-flows", "0b5c6d2e-3f4a-11ee-be56-0242ac120002", "a:b", "größe"})
    void allOtherNamesAreTaken(String name) {
        assertThat(FlowDefinition.parse(name, Map.of("value", "bytes")).name()).isEqualTo(name);
    }

    @Test
    void separatorsWithNothingBetweenAreRefusedAndAnEmptyListIsNot() {
        assertThatThrownBy(() -> parse(Map.of("keys", " , ", "value", "bytes")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "flow definition \"tcp\": property \"keys\": holds separators alone: leave it out, or name what"
                                + " stands between them");
        assertThat(parse(Map.of("keys", "", "value", "bytes")).keys()).isEmpty();
        assertThat(parse(Map.of("keys", List.of(""), "value", "bytes")).keys()).isEmpty();
        assertThat(parse(Map.of("keys", "ipsource,", "value", "bytes")).keys()).containsExactly("ipsource");
    }

    @Test
    void separatorIsShortForItStandsInEveryKey() {
        assertThat(parse(Map.of("value", "bytes", "fs", "_SEP_")).fs()).isEqualTo("_SEP_");
        assertThatThrownBy(() -> parse(Map.of("value", "bytes", "fs", "x".repeat(65))))
                .hasMessage("flow definition \"tcp\": property \"fs\": longer than 64 characters");
    }

    @Test
    void aNumberThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> parse(Map.of("value", "bytes", "t", "soon")))
                .hasMessage("flow definition \"tcp\": property \"t\": not a number: value=soon");
    }

    @Test
    void whatIsAddedUpIsNamedInAnyCaseAndAnUnknownNameIsRefused() {
        assertThat(parse(Map.of("value", "bytes", "aggMode", "Agent")).aggMode())
                .isEqualTo("Agent");
        assertThat(parse(Map.of("value", "bytes", "aggMode", "")).aggMode()).isEmpty();
        assertThatThrownBy(() -> parse(Map.of("value", "bytes", "aggMode", "egde")))
                .hasMessage(
                        "flow definition \"tcp\": property \"aggMode\": unknown: value=egde, did you mean \"edge\"");
        assertThatThrownBy(() -> parse(Map.of("value", "bytes", "aggMode", "sum")))
                .hasMessageEndingWith("value=sum, did you mean \"AGENT\" or \"edge\" or \"core\"");
    }
}
