// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import io.weir.api.event.Event;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.FlowDefinition;
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
}
