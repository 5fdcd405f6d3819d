// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.query.MetricFilter;
import io.weir.api.query.MetricQuery;
import io.weir.api.query.MetricResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:metrics}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "metrics",
        description = "List an agent's metrics as they are now.",
        detailedDescription = "The pattern is of the metric's name, or of data source and name with a dot between."
                + " Example: weir:metrics leaf1 'if*octets'")
public final class Metrics extends ListCommand {
    @Argument(index = 0, name = "agent", description = "its address or host name; ALL", required = true)
    @Completion(AgentCompleter.class)
    private String agent = "";

    @Argument(index = 1, name = "pattern", description = "which: * is any characters, ? any one")
    @Completion(MetricCompleter.class)
    private String pattern = "*";

    @Override
    Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException {
        MetricQuery query = new MetricQuery(List.of(agent), List.of("ALL"), MetricFilter.NONE);
        return list(answer(with.queries().dump(query)), pattern);
    }

    static Listing list(List<MetricResult> results, String pattern) {
        Listing listing = new Listing("No metric of that name. See weir:agents, and weir:metrics AGENT for all it has")
                .column("Agent", "agent")
                .column("Data source", "dataSource")
                .column("Metric", "metric")
                .number("Value", "value")
                .number("Age", "ageMs");
        Pattern wanted = glob(pattern);
        results.stream()
                .map(MetricResult::properties)
                .filter(one -> wanted.matcher(text(one, "metricName")).matches()
                        || wanted.matcher(text(one, "dataSource") + "." + text(one, "metricName"))
                                .matches())
                .sorted(Comparator.comparing(
                        one -> text(one, "agent") + " " + text(one, "dataSource") + " " + text(one, "metricName")))
                .forEach(one -> listing.row(
                        Cell.text(text(one, "agent")),
                        Cell.text(text(one, "dataSource")),
                        Cell.text(text(one, "metricName")),
                        value(one.get("metricValue")),
                        Cell.duration(((Number) one.getOrDefault("lastUpdate", 0L)).longValue())));
        return listing;
    }

    private static Cell value(Object value) {
        return value instanceof Number number ? Cell.amount(number.doubleValue()) : Cell.text(String.valueOf(value));
    }

    private static String text(Map<String, Object> one, String property) {
        return String.valueOf(one.getOrDefault(property, ""));
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString().replace(".*.*", ".*"));
    }
}
