// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.InvalidInput;
import io.weir.api.Owner;
import io.weir.api.event.Threshold;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:threshold-set}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "threshold-set",
        description = "Set a threshold: a value of a metric or of a flow that makes an event when it is crossed.",
        detailedDescription = "A threshold of that name is replaced, whoever set it; it outlives a restart."
                + " Example: weir:threshold-set -f ifspeed=10000000000 busy ifinutilization 80")
public final class ThresholdSet extends WeirCommand {
    @Argument(index = 0, name = "name", description = "the threshold's name", required = true)
    @Completion(ThresholdCompleter.class)
    private String name = "";

    @Argument(index = 1, name = "metric", description = "a metric's or a flow's name", required = true)
    @Completion(MetricCompleter.class)
    private String metric = "";

    @Argument(index = 2, name = "value", description = "the value that is not to be crossed", required = true)
    private String value = "";

    @Option(name = "--by-flow", description = "an event for each flow above the value")
    private boolean byFlow;

    @Option(name = "-t", aliases = "--timeout", description = "seconds below it before it may trigger again")
    private String timeout = "";

    @Option(
            name = "-f",
            aliases = "--filter",
            description = "which data sources it concerns: metric=value; may be given again",
            multiValued = true)
    private List<String> filter = new ArrayList<>();

    @Override
    void run(Platform with, PrintStream out) {
        with.thresholds().define(Owner.SHELL, threshold(name, metric, value, byFlow, timeout, filter));
    }

    static Threshold threshold(
            String name, String metric, String value, boolean byFlow, String timeout, List<String> filter) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("metric", metric);
        properties.put("value", value);
        properties.put("byFlow", byFlow);
        properties.put("timeout", timeout);
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        for (String each : filter) {
            int split = each.indexOf('=');
            if (split < 1) {
                throw InvalidInput.of("filter", each, "not metric=value");
            }
            wanted.computeIfAbsent(each.substring(0, split), any -> new ArrayList<>())
                    .add(each.substring(split + 1));
        }
        properties.put("filter", wanted);
        return Threshold.parse(name, properties);
    }
}
