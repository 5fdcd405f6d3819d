// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.query.MetricResult;
import io.weir.api.topology.Link;
import io.weir.api.topology.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:links}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "links",
        description = "List the links of the topology, with their state and load.",
        detailedDescription = "Load is what comes in at the ends, the higher of the two. Example: weir:links -o csv")
public final class Links extends ListCommand {
    private static final List<String> METRICS =
            List.of("ifadminstatus", "ifoperstatus", "ifspeed", "ifinoctets", "ifinutilization");

    @Override
    Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException {
        Optional<Network> network = with.topology().network();
        Map<Link, List<MetricResult>> links = new LinkedHashMap<>();
        if (network.isPresent()) {
            for (Link link : network.get().links().values()) {
                links.put(
                        link,
                        answer(with.topology().linkMetric(link.name(), METRICS)).orElse(List.of()));
            }
        }
        return list(links);
    }

    static Listing list(Map<Link, List<MetricResult>> links) {
        Listing listing = new Listing("No link is known. Applications and PUT /topology/json set a topology.")
                .column("Link", "link")
                .column("Node 1", "node1")
                .column("Port 1", "port1")
                .column("Node 2", "node2")
                .column("Port 2", "port2")
                .column("State", "state")
                .number("Speed bit/s", "speed")
                .number("Load bytes/s", "bytes")
                .number("Load %", "utilization");
        links.forEach((link, metrics) -> listing.row(
                Cell.text(link.name()),
                Cell.text(link.end1().node()),
                Cell.text(link.end1().name()),
                Cell.text(link.end2().node()),
                Cell.text(link.end2().name()),
                Cell.text(state(metrics)),
                Cell.amount(most(metrics, 2)),
                Cell.amount(most(metrics, 3)),
                Cell.percent(most(metrics, 4))));
        return listing;
    }

    private static String state(List<MetricResult> metrics) {
        String worst = "up";
        for (int end = 0; end < 2; end++) {
            for (int i = 0; i < 2; i++) {
                Object value = value(metrics, end * METRICS.size() + i);
                if (value == null) {
                    return "not monitored";
                }
                worst = value.equals("up") ? worst : "down";
            }
        }
        return worst;
    }

    private static double most(List<MetricResult> metrics, int which) {
        double most = 0;
        for (int end = 0; end < 2; end++) {
            if (value(metrics, end * METRICS.size() + which) instanceof Double number) {
                most = Math.max(most, number);
            }
        }
        return most;
    }

    private static Object value(List<MetricResult> metrics, int index) {
        return index < metrics.size() ? metrics.get(index).properties().get("metricValue") : null;
    }
}
