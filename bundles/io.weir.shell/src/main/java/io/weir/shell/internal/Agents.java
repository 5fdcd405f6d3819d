// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.query.MetricFilter;
import io.weir.api.query.MetricQuery;
import io.weir.api.query.MetricResult;
import io.weir.api.shard.AgentBook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:agents}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "agents",
        description = "List the agents that send datagrams, and what of them was lost.",
        detailedDescription = "Datagrams/s is the mean since the agent was first seen. Example: weir:agents -o csv")
public final class Agents extends ListCommand {
    private static final String NAME = "host_name";

    @Argument(name = "agent", description = "addresses; all when none is given", multiValued = true)
    @Completion(AgentCompleter.class)
    private List<String> agents = List.of();

    @Override
    Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException {
        List<AgentBook> books = answer(with.queries().agents(agents));
        return list(books, names(answer(with.queries().dump(query()))));
    }

    private MetricQuery query() {
        return new MetricQuery(agents.isEmpty() ? List.of("ALL") : agents, List.of(NAME), MetricFilter.NONE);
    }

    /** Host names by agent, of those agents that tell one. */
    private static Map<String, String> names(List<MetricResult> results) {
        Map<String, String> names = new HashMap<>();
        for (MetricResult result : results) {
            Object agent = result.properties().get("agent");
            Object name = result.properties().get("metricValue");
            if (agent instanceof String address && name instanceof String text) {
                names.putIfAbsent(address, text);
            }
        }
        return names;
    }

    static Listing list(List<AgentBook> books, Map<String, String> names) {
        Listing listing = new Listing("No agent has sent a datagram yet. The UDP port is in weir:counters: udpPort")
                .column("Agent", "agent")
                .column("Name", "name")
                .column("", "demo")
                .number("Sub-agents", "subAgents")
                .number("Flow sources", "flowDataSources")
                .number("Counter sources", "counterDataSources")
                .number("Datagrams", "datagrams")
                .number("Datagrams/s", "datagramsPerSecond")
                .number("Lost %", "lostPercent")
                .number("Samples", "flowSamples")
                .number("Last seen", "lastSeenMs")
                .number("Up", "uptimeMs");
        for (AgentBook book : books) {
            long received = book.datagrams().received();
            long sent = received + book.datagrams().lost();
            listing.row(
                    Cell.text(book.agent()),
                    Cell.text(names.getOrDefault(book.agent(), "")),
                    Cell.yes(book.demo(), "demo"),
                    Cell.count(book.subAgents()),
                    Cell.count(book.flowSamples().dataSources()),
                    Cell.count(book.counterSamples().dataSources()),
                    Cell.count(received),
                    Cell.amount(received * 1_000.0 / Math.max(1_000, book.firstSeen())),
                    Cell.percent(sent == 0 ? 0 : 100.0 * book.datagrams().lost() / sent),
                    Cell.count(book.flowSamples().received()),
                    Cell.duration(book.lastSeen()),
                    Cell.duration(book.uptime()));
        }
        return listing;
    }
}
