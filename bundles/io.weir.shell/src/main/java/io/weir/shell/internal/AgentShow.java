// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.shard.AgentBook;
import io.weir.api.shard.DataSourceBook;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:agent-show}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "agent-show",
        description = "Show the books of an agent, its UDP sources, and the sampling of each data source.",
        detailedDescription = "Times are in ms. Example: weir:agent-show -o json 192.0.2.1")
public final class AgentShow extends ListCommand {
    @Argument(name = "agent", description = "its address or host name", required = true)
    @Completion(AgentCompleter.class)
    private String agent = "";

    @Override
    Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException {
        List<AgentBook> books = answer(with.queries().agents(List.of(agent)));
        if (books.isEmpty()) {
            List<String> known = answer(with.queries().agents(List.of())).stream()
                    .map(AgentBook::agent)
                    .toList();
            throw unknown("agent", agent, known);
        }
        AgentBook book = books.get(0);
        return list(book, answer(with.queries().dataSources(book.agent())));
    }

    static Listing list(AgentBook book, List<DataSourceBook> sources) {
        Listing listing = new Listing("").column("Property", "property").column("Value", "value");
        listing.row(Cell.text("agent"), Cell.text(book.agent()));
        book.properties().forEach((property, value) -> listing.row(Cell.text(property), cell(value)));
        for (DataSourceBook source : sources) {
            listing.row(Cell.text("dataSource " + source.dataSource()), Cell.text(told(source)));
        }
        Doctor.Finding.ofAgent(book)
                .forEach(finding -> listing.row(Cell.text(finding.severity()), Cell.text(finding.fact())));
        return listing;
    }

    private static Cell cell(Object value) {
        return new Cell(value, Text.safe(value instanceof List<?> list ? joined(list) : String.valueOf(value)));
    }

    private static String joined(List<?> list) {
        return String.join(",", list.stream().map(String::valueOf).toList());
    }

    private static String told(DataSourceBook source) {
        String sampling = source.flowSamples() == 0
                ? "no flow sample"
                : String.format(
                        Locale.ROOT,
                        "1 in %d, by its pool 1 in %.0f: flow samples=%d",
                        source.samplingRate(),
                        source.effectiveSamplingRate(),
                        source.flowSamples());
        String polling = source.counterSamples() == 0
                ? "no counter sample"
                : String.format(
                        Locale.ROOT,
                        "counter samples=%d every %.1f s",
                        source.counterSamples(),
                        source.pollingInterval() / 1_000);
        return sampling + "; " + polling;
    }
}
