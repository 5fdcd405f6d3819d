// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:counters}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "counters",
        description = "List what the platform counts about itself: received, lost, rejected.",
        detailedDescription = "The same as GET /analyzer/json. Example: weir:counters -o csv")
public final class Counters extends ListCommand {
    @Override
    Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException {
        return list(answer(with.queries().analyzer()));
    }

    static Listing list(Map<String, Object> counters) {
        Listing listing =
                new Listing("Nothing is counted yet.").column("Counter", "name").number("Value", "value");
        new TreeMap<>(counters).forEach((name, value) -> listing.row(Cell.text(name), cell(value)));
        return listing;
    }

    private static Cell cell(Object value) {
        boolean whole = value instanceof Long || value instanceof Integer;
        return whole || !(value instanceof Number number)
                ? new Cell(value, Text.safe(String.valueOf(value)))
                : Cell.amount(number.doubleValue());
    }
}
