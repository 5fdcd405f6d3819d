// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static io.weir.flow.internal.Wire.sample;
import static io.weir.flow.internal.Wire.tcpHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import io.weir.api.flow.FlowDefinition;
import io.weir.testkit.MemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private final FlowFixture flows = new FlowFixture();

    @AfterEach
    void close() {
        flows.close();
    }

    /** Whether TCP from 10.0.0.1:1234 to 10.0.0.2:80 with ACK alone, in 1000 bytes, passes. */
    private boolean passes(String filter) {
        flows.define("f", "value", "frames", "filter", filter);
        flows.receive(sample(3, 10, tcpHeader(1000, 1234)));
        return !flows.keys("f").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipsource=10.0.0.1",
                "ipsource=1.1.1.1,10.0.0.1",
                "ipsource!=10.0.0.2",
                " ( ipsource = 10.0.0.1 | vlan=7 ) & tcpsourceport = 1234 ",
                "ipsource=10.0.0.9&vlan=1|tcpsourceport=1234",
                "ipsource=10.0.0.9&(vlan=1|tcpsourceport=1234)|direction=ingress",
                "'ipsource'='10.0.0.1'&'tcpdestinationport'='80'",
                "'concat:-:ipsource:tcpsourceport'='10.0.0.1-1234'",
                "concat:\\::ipsource:tcpsourceport=10.0.0.1:1234",
                "concat:\\,:ipsource:tcpsourceport='10.0.0.1,1234'",
                "concat:\\,:ipsource:tcpsourceport=10.0.0.1\\,1234",
                "vlan=null",
                "vlan=null,7",
                "ipsource!=null",
                "vlan!=7",
                "null:vlan:none=none",
                "null:vlan:=",
                "first:stack:.:ip:ipv6=ip",
                "tcpflags=000010000",
                "tcpflags~....1....",
                "tcpflags~....1...0,x",
                "tcpflags!~.......1.",
                "stack~eth\\.(ip|ip6)\\.tcp",
                "stack~eth[.]ip.*|vlan=1",
                "stack~.{3,10}",
                "macsource=00163EAB0304",
                "macsource=00:16:3e:ab:03:04",
                "macsource~00163E.*",
                "isunicast=true",
                "inputifindex=3",
                "inputifindex=3&outputifindex=9&agent=10.4.0.1",
                "range:tcpdestinationport:0:1023=true",
                "if:[first:stack:.:ip:ip6]:ip:ipsource:ip6source=10.0.0.1",
                "null"
            })
    void passing(String filter) {
        assertThat(passes(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipsource=10.0.0.2",
                "ipsource!=10.0.0.1",
                "ipsource!=10.0.0.1,10.0.0.2",
                "vlan=7",
                "vlan!=null",
                "ipsource=null",
                "vlan~.*",
                "stack~ip",
                "tcpflags=10000",
                "tcpsourceport=1234&vlan=1|vlan=2",
                "(tcpsourceport=1234|vlan=1)&vlan=2",
                "ipsource='null'",
                "range:tcpdestinationport:81=true"
            })
    void refusing(String filter) {
        assertThat(passes(filter)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "ipsource;8",
                "ipsource=1&;11",
                "(ipsource=1;11",
                "ipsource=1);10",
                "=1;0",
                "ipsource=1 & 'vlan;18",
                "or:[ipsource=1;14",
                "ipprotocol==;12",
                "ipprotocol= &vlan=1;12",
                "(ipprotocol!=);13",
                "tcpflags~;9",
                "ipsource=10.0.0.1';17",
                "stack=eth.ip' &vlan=1;12"
            })
    void malformedFilterTellsThePlace(String filter, int position) {
        assertThatThrownBy(() -> FilterParser.parse(filter, new Binding(new Vocabulary())))
                .isInstanceOfSatisfying(
                        InvalidInput.class, e -> assertThat(e.position()).isEqualTo(position));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "tcpdestinationport=80,http;tcpdestinationport is a whole number, never \"http\": position=0",
                "vlan=1&ipsource!='10.0.0.300';ipsource is an address, never \"10.0.0.300\": position=7",
                "macsource=router;macsource is 12 hexadecimal digits, never \"router\": position=0",
                "isunicast=yes;isunicast is true or false, never \"yes\": position=0",
                "vlan=7,;vlan is a whole number, never \"\": position=0"
            })
    void comparisonThatNoValuePassesIsTakenAndToldOf(String filter, String told) {
        FlowDefinition definition = flows.define("f", "value", "frames", "filter", filter);
        assertThat(flows.engine.check(definition))
                .containsExactly("filter \"" + filter + "\": compares in vain: " + told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcpdestinationport=80,443",
                "inputifindex=discard",
                "agent=2001:db8::1,10.4.0.1",
                "range:vlan:1:9=true",
                "'null:vlan:none'=none",
                "reported=some",
                "stack=eth.'ip",
                "stack=eth.ip\\'",
                "stack="
            })
    void comparisonThatSomeValueMayPassIsNotToldOf(String filter) {
        try (FlowFixture custom = new FlowFixture(new MemoryStore(), "flow.custom.keys", "reported")) {
            FlowDefinition definition = custom.define("f", "value", "frames", "filter", filter);
            assertThat(custom.engine.check(definition)).isEmpty();
        }
    }

    @Test
    void hostilePatternIsMatchedInLinearTime() {
        String pattern = "(a+)+".repeat(20) + "b";
        String filter = "'concat:a:stack:stack:stack:stack'~'" + pattern + "'";
        assertThat(passes(filter)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(((a{1,1000}){1,1000}){1,1000})",
                "((a{1,100}){1,100}){1,100}",
                "((([ab]{9}){9,}){99}){99}",
                "(?:(?:\\d{1000}){1000}x)*",
                "\\Q(a{9})\\E((b{1000}){6})"
            })
    void patternThatIsHugeWrittenOutIsRefusedBeforeItTakesMemory(String pattern) {
        assertThatThrownBy(() -> FilterParser.parse("stack~" + pattern, new Binding(new Vocabulary())))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("more than 2000 steps");
    }

    @Test
    void patternNestedBeyondTheStackIsRefused() {
        String pattern = "(".repeat(30_000) + "a" + ")".repeat(30_000);
        assertThatThrownBy(() -> FilterParser.parse("stack~'" + pattern + "'", new Binding(new Vocabulary())))
                .isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(\\d{1,3}\\.){3}\\d{1,3}",
                "\\Qa{1000}b{1000}c{1000}d{1000}e{1000}f{1000}\\E",
                "[{1000}][{1000}]{900}[]{9}]{900}",
                "((a?){30}a{30}){5}",
                "a{x}{2",
                "[[:alpha:]{9}]{1000}"
            })
    void patternOfUsualSizeIsTaken(String pattern) {
        FilterParser.parse("stack~'" + pattern + "'", new Binding(new Vocabulary()));
    }

    @Test
    void operatorsMayBeWrittenTwice() {
        assertThat(passes("ipsource==10.0.0.1&&tcpsourceport!==7||vlan==9")).isTrue();
        assertThat(passes("ipsource==10.0.0.2")).isFalse();
    }

    @Test
    void nameNotKnownTellsItsPlaceInTheFilter() {
        Binding binding = new Binding(new Vocabulary());
        binding.reading("filter");
        FilterParser.parse("vlan=1&(ipsource=1|or:ipsource:udpsorceport:ipprotocol=5)", binding);
        assertThat(binding.unknown().orElseThrow().error("f"))
                .hasMessageStartingWith("flow definition \"f\": property \"filter\": unknown flow key \"udpsorceport\","
                        + " did you mean \"udpsourceport\"")
                .satisfies(e -> assertThat(e.position()).isEqualTo(19));
    }

    @Test
    void namesNotKnownAreNotedAndTheRestIsRead() {
        Binding binding = new Binding(new Vocabulary());
        FilterParser.parse("ipsorce=1&group:ipsource:x=y&vlan=1", binding);
        assertThat(binding.unknown().orElseThrow().waiting()).isEqualTo("unknown key ipsorce, did you mean ipsource");
    }
}
