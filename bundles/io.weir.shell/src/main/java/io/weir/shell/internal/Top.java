// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.FlowDefinition;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** {@code weir:top}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "top",
        description = "Show the largest flows of a definition, once or live.",
        detailedDescription = "Values are per second, with half the width of their 95 % band."
                + " Ctrl-C ends a live view. Example: weir:top -i 1 -n 10 pairs")
public final class Top extends ListCommand {
    private static final int MOST_FLOWS = 1_000;
    private static final int LONGEST_INTERVAL = 3_600;
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

    @Argument(name = "name", description = "of the flow definition", required = true)
    @Completion(FlowCompleter.class)
    private String name = "";

    @Option(name = "-n", aliases = "--flows", description = "how many flows", valueToShowInHelp = "10")
    private int flows = 10;

    @Option(
            name = "-i",
            aliases = "--interval",
            description = "seconds between views; 0 shows one",
            valueToShowInHelp = "0")
    private int interval;

    @Option(name = "-c", aliases = "--count", description = "views before it ends; 0 goes on", valueToShowInHelp = "0")
    private int count;

    @Option(name = "-a", aliases = "--agent", description = "an agent; all when none is given", multiValued = true)
    @Completion(AgentCompleter.class)
    private List<String> agents = List.of();

    @Option(
            name = "-m",
            aliases = "--mode",
            description = "what several data sources' values become",
            valueToShowInHelp = "max")
    @Completion(
            value = StringsCompleter.class,
            values = {"max", "sum", "avg", "edge", "core", "raw"})
    private String mode = "max";

    @Override
    void run(Platform with, PrintStream out) throws InterruptedException, ExecutionException, TimeoutException {
        if (interval < 0 || interval > LONGEST_INTERVAL) {
            throw InvalidInput.of("interval", Integer.toString(interval), "not from 0 to " + LONGEST_INTERVAL);
        }
        if (interval == 0) {
            super.run(with, out);
            return;
        }
        boolean clears = output().equals("table") && !plain() && ansi();
        for (int view = 1; count == 0 || view <= count; view++) {
            Listing listing = listing(with);
            out.print(clears ? HOME_AND_CLEAR : "");
            listing.print(out, output(), plain());
            out.flush();
            if (view != count) {
                Thread.sleep(interval * 1_000L);
            }
        }
    }

    private boolean ansi() {
        return session().getTerminal() != null && session().getTerminal().isAnsiSupported();
    }

    @Override
    Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException {
        if (flows < 1 || flows > MOST_FLOWS) {
            throw InvalidInput.of("number of flows", Integer.toString(flows), "not from 1 to " + MOST_FLOWS);
        }
        Optional<Owned<FlowDefinition>> flow =
                Optional.ofNullable(with.flows().all().get(name));
        if (flow.isEmpty()) {
            throw InvalidInput.of("flow definition", name, "unknown, see weir:flows")
                    .suggest(Nearest.to(name, with.flowNames()));
        }
        List<String> where = agents.isEmpty() ? List.of("ALL") : agents;
        ActiveFlowQuery query = new ActiveFlowQuery(where, name, flows, 0, ActiveFlowQuery.Merge.parse(mode), "");
        return list(flow.get().definition(), answer(with.queries().activeFlows(query)));
    }

    static Listing list(FlowDefinition definition, List<ActiveFlow> active) {
        String keys = definition.keys().isEmpty() ? "Flow" : Text.safe(String.join(definition.fs(), definition.keys()));
        Listing listing = new Listing("No flow of \"" + Text.safe(definition.name()) + "\" is active.")
                .column(keys, "key")
                .number(Text.safe(definition.value()), "value")
                .number("±95 %", "error95")
                .number("Samples", "samples")
                .number("Sources", "flowN")
                .column("Agent", "agent")
                .column("Data source", "dataSource");
        definition.values().forEach(value -> listing.number(Text.safe(value), value));
        for (ActiveFlow flow : active) {
            Stream<Cell> told = Stream.of(
                    Cell.text(flow.key()),
                    Cell.amount(flow.value()),
                    Cell.percent(flow.error95()),
                    Cell.amount(Math.rint(flow.samples())),
                    Cell.count(flow.flowN()),
                    Cell.text(flow.agent()),
                    Cell.text(flow.dataSource()));
            listing.row(Stream.concat(told, flow.values().stream().map(Cell::amount))
                    .toArray(Cell[]::new));
        }
        return listing;
    }
}
