// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.event.Threshold;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.query.MetricQuery;
import io.weir.api.query.MetricResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:threshold-test}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "threshold-test",
        description = "List what is above a threshold now, without making events.",
        detailedDescription = "State: triggered when its event was made already, unsure when the threshold asks for"
                + " confidence that the flow does not have yet. Example: weir:threshold-test --value 50 busy")
public final class ThresholdTry extends ListCommand {
    /** The most rows of a threshold. */
    private static final int MOST = 1_000;

    @Argument(name = "name", description = "the threshold; all when none is given")
    @Completion(ThresholdCompleter.class)
    private String name = "";

    @Option(name = "--value", description = "compare with this in place of the threshold's own", valueToShowInHelp = "")
    private Double value;

    /** A value above a threshold. */
    record Above(Threshold threshold, String agent, String dataSource, double value, String flow, double error) {
        boolean sure() {
            return !threshold.confidence() || value * (1 - error / 100) > threshold.value();
        }
    }

    @Override
    Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException {
        Listing listing = heads();
        for (Threshold threshold : chosen(with.thresholds().all())) {
            for (Above above : above(with, threshold)) {
                boolean triggered = answer(with.thresholds()
                        .triggered(
                                threshold.name(),
                                above.agent(),
                                above.dataSource() + "." + bare(threshold),
                                threshold.byFlow() ? above.flow() : ""));
                add(listing, above, triggered);
            }
        }
        return listing;
    }

    private List<Threshold> chosen(Map<String, Owned<Threshold>> all) {
        if (!name.isEmpty() && !all.containsKey(name)) {
            throw unknown("threshold", name, all.keySet());
        }
        return all.entrySet().stream()
                .filter(each -> name.isEmpty() || each.getKey().equals(name))
                .map(each -> with(each.getValue().definition()))
                .toList();
    }

    private Threshold with(Threshold own) {
        return value == null
                ? own
                : new Threshold(
                        own.name(), own.metric(), value, own.byFlow(), own.timeout(), own.filter(), own.confidence());
    }

    private static List<Above> above(Platform with, Threshold threshold)
            throws InterruptedException, ExecutionException, TimeoutException {
        String metric = bare(threshold);
        List<MetricResult> sources =
                answer(with.queries().dump(new MetricQuery(List.of("ALL"), List.of(metric), threshold.filter())));
        if (!with.flowNames().contains(metric)) {
            return ofMetric(threshold, sources);
        }
        List<ActiveFlow> flows = answer(with.queries()
                .activeFlows(new ActiveFlowQuery(
                        List.of("ALL"), metric, MOST, threshold.value(), ActiveFlowQuery.Merge.RAW, "")));
        return ofFlows(threshold, sources, flows);
    }

    /** The data sources above, the highest first. */
    static List<Above> ofMetric(Threshold threshold, List<MetricResult> sources) {
        List<Above> above = new ArrayList<>();
        for (MetricResult result : sources) {
            Map<String, Object> found = result.properties();
            String source = String.valueOf(found.get("dataSource"));
            if (concerns(threshold, source)
                    && found.get("metricValue") instanceof Number number
                    && number.doubleValue() > threshold.value()) {
                above.add(
                        new Above(threshold, String.valueOf(found.get("agent")), source, number.doubleValue(), "", 0));
            }
        }
        above.sort(Comparator.comparingDouble(Above::value).reversed());
        return above.subList(0, Math.min(MOST, above.size()));
    }

    /** The flows above at the data sources listed: each when the threshold tells flows apart, else the largest of each source. */
    static List<Above> ofFlows(Threshold threshold, List<MetricResult> sources, List<ActiveFlow> largestFirst) {
        Set<List<String>> wanted = new HashSet<>();
        for (MetricResult result : sources) {
            wanted.add(List.of(
                    String.valueOf(result.properties().get("agent")),
                    String.valueOf(result.properties().get("dataSource"))));
        }
        List<Above> above = new ArrayList<>();
        for (ActiveFlow flow : largestFirst) {
            List<String> place = List.of(flow.agent(), flow.dataSource());
            if (flow.value() > threshold.value()
                    && concerns(threshold, flow.dataSource())
                    && (threshold.filter().isEmpty() || wanted.contains(place))
                    && (threshold.byFlow() || wanted.remove(place))) {
                above.add(new Above(
                        threshold, flow.agent(), flow.dataSource(), flow.value(), flow.key(), flow.error95()));
            }
        }
        return above;
    }

    private static String bare(Threshold threshold) {
        return threshold.metric().substring(threshold.metric().lastIndexOf('.') + 1);
    }

    private static boolean concerns(Threshold threshold, String source) {
        int dot = threshold.metric().lastIndexOf('.');
        return dot <= 0 || threshold.metric().substring(0, dot).equals(source);
    }

    private static Listing heads() {
        return new Listing("Nothing is above a threshold now. See weir:thresholds")
                .column("Threshold", "threshold")
                .column("Agent", "agent")
                .column("Data source", "dataSource")
                .column("Metric", "metric")
                .number("Limit", "limit")
                .number("Value", "value")
                .column("Flow", "flowKey")
                .column("State", "state");
    }

    private static void add(Listing listing, Above above, boolean triggered) {
        listing.row(
                Cell.text(above.threshold().name()),
                Cell.text(above.agent()),
                Cell.text(above.dataSource()),
                Cell.text(bare(above.threshold())),
                Cell.amount(above.threshold().value()),
                Cell.amount(above.value()),
                Cell.text(above.flow()),
                Cell.text(triggered ? "triggered" : above.sure() ? "above" : "unsure"));
    }
}
