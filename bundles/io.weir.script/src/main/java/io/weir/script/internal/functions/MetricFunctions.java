// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.query.MetricQuery;
import io.weir.api.query.MetricResult;
import io.weir.api.query.Queries;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import io.weir.api.shard.DataSourceBook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions about metrics, agents and the platform. Thread: any. */
public final class MetricFunctions {
    private final Queries queries;

    public MetricFunctions(Queries queries) {
        this.queries = queries;
    }

    public List<ScriptFunction> rows() {
        return new Rows()
                .row(
                        "metric(agents: string, metrics: string, filter?: object): object[]",
                        "One element for each metric asked for, in order; without metricValue where there is no value",
                        (script, a) -> script.await(queries.metrics(query(a))).stream()
                                .map(MetricResult::properties)
                                .toList())
                .row(
                        "table(agents: string, metrics: string, filter?: object): object[][]",
                        "Rows of one element for each metric; sort:METRIC:-N orders and limits, null:METRIC may lack",
                        this::table)
                .row(
                        "dump(agents: string, metrics: string, filter?: object): object[]",
                        "Every value of the metrics asked for",
                        (script, a) -> script.await(queries.dump(query(a))).stream()
                                .map(MetricResult::properties)
                                .toList())
                .row(
                        "metrics(agent?: string): object",
                        "Every metric there is, or those of an agent, by name",
                        this::metrics)
                .row(
                        "agents(agents?: string[]): object",
                        "The agents, or those listed, by address, with what was received and lost of each",
                        this::agents)
                .row(
                        "datasourceInfo(agent: string, dataSource: string): object",
                        "What is known of the sampling of a data source; null when it is not there",
                        (script, a) -> script.await(queries.dataSource(a.text(0), a.text(1)))
                                .map(DataSourceBook::properties)
                                .orElse(null))
                .row(
                        "analyzer(): object",
                        "What the platform counts about itself",
                        (script, a) -> script.await(queries.analyzer()))
                .list();
    }

    private static MetricQuery query(Arguments a) {
        return new MetricQuery(a.agents(0), a.names(1), a.filter(2));
    }

    private Object table(ScriptContext script, Arguments a) {
        return script.await(queries.table(query(a))).stream()
                .map(row -> row.stream().map(MetricResult::properties).toList())
                .toList();
    }

    private Object metrics(ScriptContext script, Arguments a) {
        return a.has(0) ? script.await(queries.values(a.text(0))).orElse(null) : script.await(queries.metricNames());
    }

    private Object agents(ScriptContext script, Arguments a) {
        Map<String, Object> agents = new LinkedHashMap<>();
        script.await(queries.agents(a.names(0))).forEach(book -> agents.put(book.agent(), book.properties()));
        return agents;
    }
}
