// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.Owner;
import io.weir.api.flow.FlowDefinition;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** {@code weir:flow-define}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "flow-define",
        description = "Define a flow: what to tell apart, and what to measure.",
        detailedDescription = "A flow of that name is replaced, whoever defined it; the definition outlives a restart."
                + " Example: weir:flow-define -f 'ipprotocol=6' pairs ipsource,ipdestination bytes")
public final class FlowDefine extends WeirCommand {
    @Argument(index = 0, name = "name", description = "the flow's name", required = true)
    private String name = "";

    @Argument(
            index = 1,
            name = "keys",
            description = "flow keys with commas between; '' for one flow of everything",
            required = true)
    @Completion(KeyCompleter.class)
    private String keys = "";

    @Argument(index = 2, name = "value", description = "bytes, frames ...", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"bytes", "frames"})
    private String value = "";

    @Option(
            name = "-f",
            aliases = "--filter",
            description = "which samples count: 'ipprotocol=6&tcpdestinationport=443'")
    private String filter = "";

    @Option(name = "-t", description = "smoothing time constant in seconds", valueToShowInHelp = "2")
    private String t = "";

    @Option(name = "-n", description = "flows kept per data source", valueToShowInHelp = "5")
    private String n = "";

    @Option(name = "--values", description = "further values of each flow: avg:ipbytes,count:ipsource")
    private String values = "";

    @Option(name = "--fs", description = "what separates the fields of a printed key", valueToShowInHelp = ",")
    private String fs = "";

    @Option(name = "--log", description = "record each flow when it ends")
    private boolean log;

    @Option(name = "--flow-start", description = "with --log: record it when it begins instead")
    private boolean flowStart;

    @Option(
            name = "--active-timeout",
            description = "seconds after which a flow ends: since its last packet, and since its first",
            valueToShowInHelp = "60")
    private String activeTimeout = "";

    @Option(name = "--dropped", description = "count discarded packets instead of sampled ones")
    private boolean dropped;

    @Option(name = "--agg-mode", description = "AGENT adds up an agent's data sources; edge, core take those alone")
    @Completion(
            value = StringsCompleter.class,
            values = {"AGENT", "edge", "core"})
    private String aggMode = "";

    @Override
    void run(Platform with, PrintStream out) {
        with.flows().define(Owner.SHELL, definition());
    }

    private FlowDefinition definition() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("keys", keys);
        properties.put("value", value);
        put(properties, "filter", filter);
        put(properties, "t", t);
        put(properties, "n", n);
        put(properties, "values", values);
        put(properties, "fs", fs);
        put(properties, "activeTimeout", activeTimeout);
        put(properties, "aggMode", aggMode);
        properties.put("log", log);
        properties.put("flowStart", flowStart);
        properties.put("dropped", dropped);
        return FlowDefinition.parse(name, properties);
    }

    private static void put(Map<String, Object> properties, String property, String text) {
        if (!text.isEmpty()) {
            properties.put(property, text);
        }
    }
}
