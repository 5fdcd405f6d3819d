// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.event.Event;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.query.MetricResult;
import io.weir.api.shard.AgentBook;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ListingTest {
    private static String printed(Listing listing, String format, boolean plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        listing.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), format, plain);
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static AgentBook book() {
        AgentBook.Sequenced none = new AgentBook.Sequenced(0, 0, 0, 0, 0);
        return new AgentBook(
                "198.18.0.1",
                true,
                List.of("127.0.0.1"),
                1,
                10_000,
                400,
                200_000,
                new AgentBook.Sequenced(0, 900, 100, 0, 0),
                new AgentBook.Sequenced(4, 5_000, 0, 0, 0),
                0,
                new AgentBook.Sequenced(9, 50, 0, 0, 0),
                none,
                0);
    }

    @Test
    void demoAgentsAreMarked() {
        Listing listing = Agents.list(List.of(book()), Map.of("198.18.0.1", "leaf1\u001b[31m"));
        assertThat(printed(listing, "table", true)).contains("198.18.0.1", "leaf1\ufffd[31m", "demo", "10.0", "3m20s");
        assertThat(printed(listing, "json", false))
                .isEqualTo("[{\"agent\":\"198.18.0.1\",\"name\":\"leaf1\\u001b[31m\",\"demo\":true,\"subAgents\":1,"
                        + "\"flowDataSources\":4,\"counterDataSources\":9,\"datagrams\":900,\"datagramsPerSecond\":90,"
                        + "\"lostPercent\":10,\"flowSamples\":5000,\"lastSeenMs\":400,\"uptimeMs\":200000}]\n");
    }

    @Test
    void emptyTableSaysWhatToDo() {
        assertThat(printed(Agents.list(List.of(), Map.of()), "table", false)).startsWith("No agent has sent");
        assertThat(printed(Agents.list(List.of(), Map.of()), "table", true)).isEmpty();
        assertThat(printed(Agents.list(List.of(), Map.of()), "json", false)).isEqualTo("[]\n");
    }

    @Test
    void flowsAreHeadedByTheirKeys() {
        FlowDefinition definition =
                FlowDefinition.parse("pairs", Map.of("keys", "ipsource,ipdestination", "value", "bytes"));
        Listing listing = Top.list(
                definition,
                List.of(new ActiveFlow(
                        "10.0.0.1,10.0.0.2", 12_345_678, List.of(), "198.18.0.1", "3", 4, 81.6, 21.7, 0, 0)));
        assertThat(printed(listing, "table", false))
                .contains("ipsource,ipdestination", "bytes", "10.0.0.1,10.0.0.2", "12.3M", "21.7", "82");
        assertThat(printed(listing, "csv", false).lines())
                .containsExactly(
                        "key,value,error95,samples,flowN,agent,dataSource",
                        "\"10.0.0.1,10.0.0.2\",12345678,21.7,82,4,198.18.0.1,3");
    }

    @Test
    void furtherValuesOfFlowsAreColumnsOfTheirNames() {
        FlowDefinition definition =
                FlowDefinition.parse("all", Map.of("value", "bytes", "values", "avg:ipbytes,count:ipsource"));
        Listing listing = Top.list(
                definition,
                List.of(new ActiveFlow("", 10, List.of(1500.0, 12_000.0), "198.18.0.1", "3", 1, 4, 98, 0, 0)));
        assertThat(printed(listing, "table", false)).contains("avg:ipbytes", "count:ipsource", "1.5k", "12k");
        assertThat(printed(listing, "csv", false).lines())
                .containsExactly(
                        "key,value,error95,samples,flowN,agent,dataSource,avg:ipbytes,count:ipsource",
                        ",10,98,4,1,198.18.0.1,3,1500,12000");
    }

    @Test
    void eventsComeOldestFirst() {
        Event first = new Event(1, 0, "t", "198.18.0.1", "3", "pairs", 10, 11, "k", List.of());
        Event second = new Event(2, 1_000, "t", "198.18.0.1", "3", "pairs", 10, 11, "", List.of());
        assertThat(printed(Events.list(List.of(second, first)), "csv", false).lines())
                .containsExactly(
                        "eventID,time,thresholdID,agent,dataSource,metric,threshold,value,flowKey",
                        "1,1970-01-01T00:00:00Z,t,198.18.0.1,3,pairs,10,11,k",
                        "2,1970-01-01T00:00:01Z,t,198.18.0.1,3,pairs,10,11,");
    }

    @Test
    void unknownFormatIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> printed(new Listing(""), "jsn", false))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("output format \"jsn\": unknown, did you mean \"table\" or \"json\" or \"csv\"");
    }

    @Test
    void nothingFromTheWireActsOnTheTerminal() {
        String nasty = "\u001b]0;x\u0007\u001b[2J\u009b31m\u202e\r\n\u0000";
        MetricResult metric = new MetricResult(Map.of(
                "agent", nasty, "dataSource", nasty, "metricName", nasty, "metricValue", nasty, "lastUpdate", 5L));
        Event event = new Event(1, 0, nasty, nasty, nasty, nasty, 10, 11, nasty, List.of());
        FlowDefinition definition =
                FlowDefinition.parse("pairs", Map.of("keys", nasty, "value", nasty, "filter", nasty));
        List<Listing> listings = List.of(
                Metrics.list(List.of(metric), "*"),
                Events.list(List.of(event)),
                FlowShow.list(new Owned<>(Owner.REST, definition), nasty),
                ThresholdList.list(Map.of(
                        nasty,
                        new Owned<>(
                                Owner.REST,
                                ThresholdSet.threshold("x", "\u202e", "1", true, "", List.of(nasty + "=" + nasty))))),
                Top.list(definition, List.of(new ActiveFlow(nasty, 1, List.of(), nasty, nasty, 1, 1, 1, 0, 0))));
        for (Listing listing : listings) {
            for (String format : List.of("table", "json", "csv")) {
                String text = printed(listing, format, false);
                assertThat(text.chars().filter(c -> c != '\n' && !Text.shown(c)).toArray())
                        .as(format + ": " + text)
                        .isEmpty();
            }
        }
    }

    @Test
    void metricsArePickedByPattern() {
        MetricResult in = new MetricResult(Map.of(
                "agent",
                "198.18.0.1",
                "dataSource",
                "3",
                "metricName",
                "ifinoctets",
                "metricValue",
                1e6,
                "lastUpdate",
                5000L));
        MetricResult name = new MetricResult(Map.of(
                "agent",
                "198.18.0.1",
                "dataSource",
                "3",
                "metricName",
                "ifname",
                "metricValue",
                "swp3",
                "lastUpdate",
                5000L));
        assertThat(printed(Metrics.list(List.of(name, in), "if*octets"), "csv", false)
                        .lines())
                .containsExactly("agent,dataSource,metric,value,ageMs", "198.18.0.1,3,ifinoctets,1000000,5000");
        assertThat(Metrics.list(List.of(name, in), "3.ifn?me").rows()).hasSize(1);
        assertThat(Metrics.list(List.of(name, in), "*").rows()).hasSize(2);
    }

    @Test
    void thresholdsAreSetWithFilters() {
        assertThat(ThresholdSet.threshold(
                                "busy",
                                "ifinutilization",
                                "80",
                                false,
                                "5",
                                List.of("ifspeed=1", "ifspeed=2", "iftype=a*"))
                        .properties())
                .containsEntry("value", 80.0)
                .containsEntry("timeout", 5.0)
                .containsEntry("filter", Map.of("ifspeed", List.of("1", "2"), "iftype", List.of("a*")));
        assertThatThrownBy(() -> ThresholdSet.threshold("busy", "x", "80", false, "", List.of("ifspeed")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("filter \"ifspeed\": not metric=value");
    }

    @Test
    void keysAreCompletedOneByOne() {
        assertThat(KeyCompleter.choices("ipsource,ipd", List.of("ipdestination", "ipttl", "x\u001b")))
                .containsExactly("ipsource,ipdestination", "ipsource,ipttl");
    }
}
