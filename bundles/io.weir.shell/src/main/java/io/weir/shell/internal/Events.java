// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.InvalidInput;
import io.weir.api.event.Event;
import io.weir.api.event.EventLog;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:events}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "events",
        description = "List the newest events, oldest first, or follow them.",
        detailedDescription = "Times are UTC. Ctrl-C ends following. Example: weir:events -f")
public final class Events extends ListCommand {
    private static final int MOST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(name = "-n", aliases = "--number", description = "how many", valueToShowInHelp = "20")
    private int number = 20;

    @Option(name = "-f", aliases = "--follow", description = "show new ones as they come, without lines")
    private boolean follow;

    @Override
    void run(Platform with, PrintStream out) throws InterruptedException, ExecutionException, TimeoutException {
        super.run(with, out);
        long last = with.events().newest();
        while (follow) {
            EventLog log = with.events();
            List<Event> news =
                    log.await(last, MOST, PATIENCE, event -> true).get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
            if (!news.isEmpty()) {
                last = news.get(0).eventID();
                list(news).print(out, output(), true);
                out.flush();
            }
        }
    }

    @Override
    Listing listing(Platform with) {
        if (number < 1 || number > MOST) {
            throw InvalidInput.of("number of events", Integer.toString(number), "not from 1 to " + MOST);
        }
        return list(with.events().after(-1, number, event -> true));
    }

    static Listing list(List<Event> newestFirst) {
        Listing listing = new Listing("No event yet. Events come from thresholds: see weir:thresholds")
                .number("ID", "eventID")
                .column("Time", "time")
                .column("Threshold", "thresholdID")
                .column("Agent", "agent")
                .column("Data source", "dataSource")
                .column("Metric", "metric")
                .number("Limit", "threshold")
                .number("Value", "value")
                .column("Flow", "flowKey");
        List<Event> events = new ArrayList<>(newestFirst);
        Collections.reverse(events);
        for (Event event : events) {
            String time = Instant.ofEpochMilli(event.timestamp())
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
            listing.row(
                    Cell.count(event.eventID()),
                    Cell.text(time),
                    Cell.text(event.thresholdID()),
                    Cell.text(event.agent()),
                    Cell.text(event.dataSource()),
                    Cell.text(event.metric()),
                    Cell.amount(event.threshold()),
                    Cell.amount(event.value()),
                    Cell.text(event.flowKey()));
        }
        return listing;
    }
}
