// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.flow.FlowLog;
import io.weir.api.query.Queries;
import io.weir.api.script.Callback;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Functions about flows. Thread: any. */
public final class FlowFunctions {
    private static final String NO_IPFIX = "Weir has no IPFIX exporter: no flow is sent to ipfixCollectors";

    private final FlowDefinitions definitions;
    private final FlowLog records;
    private final Queries queries;
    private final ScriptLog log;

    public FlowFunctions(FlowDefinitions definitions, FlowLog records, Queries queries, ScriptLog log) {
        this.definitions = definitions;
        this.records = records;
        this.queries = queries;
        this.log = log;
    }

    public List<ScriptFunction> rows() {
        return new Rows()
                .action(
                        "setFlow(name: string, definition: object)",
                        "Defines a flow, or defines it anew: keys, value, values, filter, n, t, fs, log …",
                        this::setFlow)
                .action("clearFlow(name: string)", "Undefines a flow that this script has defined", this::clearFlow)
                .row(
                        "getFlow(name: string): object",
                        "A flow definition, its defaults filled in; null when there is none",
                        (script, a) -> all().get(a.text(0)))
                .row("getFlows(): object", "All flow definitions, by name", (script, a) -> all())
                .row(
                        "flowKeys(): object",
                        "The flow keys that traffic shows, with the ms since each was last seen",
                        (script, a) -> script.await(queries.flowKeys()))
                .row(
                        "activeFlows(agents: string, name: string, maxFlows?: number, minValue?: number,"
                                + " aggMode?: string, keyPattern?: string): object[]",
                        "The active flows of a definition, largest first",
                        this::activeFlows)
                .row(
                        "flowValue(agent: string, metric: string, flowKey: string): number",
                        "The value of one flow at a data source (metric is DATASOURCE.FLOW); null when it is not there",
                        this::flowValue)
                .row(
                        "flowLocations(agents: string, name: string, flowKey: string): object[]",
                        "The data sources that see one flow now, with its value at each, largest first",
                        this::flowLocations)
                .action(
                        "setFlowHandler(handler: function, names?: string[])",
                        "Has a function called with each flow record, of all definitions with log or of those named",
                        this::setFlowHandler)
                .action(
                        "clearFlowHandler()",
                        "Ends what setFlowHandler began",
                        (script, a) -> script.release("flow handler"))
                .list();
    }

    private void setFlow(ScriptContext script, Arguments a) {
        String name = a.text(0);
        Map<String, ?> properties = a.object(1);
        script.replace("flow " + name, definitions.define(script.owner(), FlowDefinition.parse(name, properties)));
        if (properties.get("ipfixCollectors") != null && script.lacks(NO_IPFIX)) {
            log.warn(script, "flow definition \"" + name + "\": " + NO_IPFIX);
        }
        definitions.pending(name).ifPresent(why -> log.warn(script, "flow definition \"" + name + "\" waits: " + why));
    }

    private void clearFlow(ScriptContext script, Arguments a) {
        definitions.undefine(script.owner(), a.text(0));
        script.release("flow " + a.text(0));
    }

    private Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        definitions
                .all()
                .forEach((name, owned) -> all.put(name, owned.definition().properties()));
        return all;
    }

    private Object activeFlows(ScriptContext script, Arguments a) {
        if (!definitions.all().containsKey(a.text(1))) {
            return List.of();
        }
        ActiveFlowQuery query = new ActiveFlowQuery(
                a.agents(0),
                a.text(1),
                a.integer(2, Integer.MAX_VALUE),
                a.number(3, 0),
                Merge.parse(a.text(4)),
                a.text(5));
        return script.await(queries.activeFlows(query)).stream()
                .map(ActiveFlow::properties)
                .toList();
    }

    private Object flowValue(ScriptContext script, Arguments a) {
        Optional<QualifiedName> metric = QualifiedName.of(a.text(1));
        if (metric.isEmpty()) {
            return null;
        }
        OptionalDouble value = script.await(queries.flowValue(
                a.text(0), metric.get().dataSource(), metric.get().name(), a.text(2)));
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private Object flowLocations(ScriptContext script, Arguments a) {
        if (!definitions.all().containsKey(a.text(1))) {
            return List.of();
        }
        return script.await(queries.flowLocations(a.names(0), a.text(1), a.text(2))).stream()
                .map(ActiveFlow::properties)
                .toList();
    }

    private void setFlowHandler(ScriptContext script, Arguments a) {
        Callback handler = a.callback(0);
        List<String> names = a.names(1);
        script.replace(
                "flow handler",
                records.listen(
                        record -> names.isEmpty() || names.contains(record.name()),
                        record -> handler.post("flows", List.of(record.properties()))));
    }
}
