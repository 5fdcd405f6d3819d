// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.FlowTables;
import io.weir.api.metric.MetricTable;
import io.weir.api.query.MetricFilter;
import io.weir.api.query.MetricQuery;
import io.weir.api.query.MetricResult;
import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Questions about metrics. Thread: any. */
final class MetricQuestions {
    /** Values of one dump at most, and half of those of a table: some of them at a time, on the way to becoming text, must fit into the heap. */
    private static final long MOST_VALUES =
            Math.max(10_000, Runtime.getRuntime().maxMemory() / 8192);

    private final Rounds rounds;

    MetricQuestions(Rounds rounds) {
        this.rounds = rounds;
    }

    CompletableFuture<List<MetricResult>> metrics(MetricQuery query) {
        List<MetricName> names = MetricName.parse(query.metrics());
        Selection selection = Selection.of(query.agents());
        return rounds.<List<Tally>, List<MetricResult>>ask(
                reader -> tallies(reader, names, selection, query.filter()), parts -> {
                    List<MetricResult> results = new ArrayList<>();
                    for (int i = 0; i < names.size(); i++) {
                        Tally total = new Tally(names.get(i));
                        for (List<Tally> part : parts) {
                            total.merge(part.get(i));
                        }
                        results.add(total.result());
                    }
                    return results;
                });
    }

    private static List<Tally> tallies(
            ShardReader reader, List<MetricName> names, Selection selection, MetricFilter filter) {
        List<Tally> tallies = names.stream().map(Tally::new).toList();
        selection.visit(reader, source -> {
            if (reader.passes(filter, source)) {
                for (int i = 0; i < names.size(); i++) {
                    if (names.get(i).at(source.name())) {
                        tallies.get(i).add(reader, source);
                    }
                }
            }
        });
        return tallies;
    }

    CompletableFuture<List<List<MetricResult>>> table(MetricQuery query) {
        TableRows table = new TableRows(MetricName.parse(query.metrics()));
        Selection selection = Selection.of(query.agents());
        return rounds.<List<TableRows.Row>, List<List<MetricResult>>>ask(
                reader -> table.collect(reader, selection, query.filter(), 2 * MOST_VALUES),
                parts -> table.cut(parts.stream().flatMap(List::stream).toList()).stream()
                        .map(table::results)
                        .toList());
    }

    CompletableFuture<List<MetricResult>> dump(MetricQuery query) {
        boolean all = query.metrics().contains("ALL");
        List<MetricName> names = all ? List.of() : MetricName.parse(query.metrics());
        Selection selection = Selection.of(query.agents());
        return rounds.<List<Value>, List<MetricResult>>ask(
                reader -> {
                    List<Value> found = new ArrayList<>();
                    selection.visit(reader, source -> {
                        if (reader.passes(query.filter(), source)) {
                            dump(reader, source, all, names, found);
                            bounded(found);
                        }
                    });
                    return found;
                },
                parts -> parts.stream().flatMap(List::stream).map(Value::result).toList());
    }

    private static void bounded(List<Value> found) {
        if (found.size() > MOST_VALUES) {
            throw InvalidInput.of(
                    "dump", "ALL", "more than " + MOST_VALUES + " values: name metrics, agents or a filter");
        }
    }

    private static void dump(
            ShardReader reader, DataSource source, boolean all, List<MetricName> names, List<Value> found) {
        if (all) {
            found.addAll(reader.values(source));
            return;
        }
        for (MetricName name : names) {
            if (name.at(source.name())) {
                reader.value(source, name.metric()).ifPresent(found::add);
            }
        }
    }

    CompletableFuture<Optional<Map<String, Object>>> values(String agent) {
        Selection selection = Selection.of(List.of(agent));
        if (selection.several()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return rounds.<Optional<Map<String, Object>>, Optional<Map<String, Object>>>ask(
                reader -> values(reader, selection),
                parts -> parts.stream().flatMap(Optional::stream).findFirst());
    }

    private static Optional<Map<String, Object>> values(ShardReader reader, Selection selection) {
        List<Agent> agents = selection.agents(reader);
        if (agents.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> values = new TreeMap<>();
        for (Agent agent : agents) {
            for (DataSource source : agent.dataSources()) {
                reader.values(source)
                        .forEach(value -> values.put(value.dataSource() + "." + value.metric(), value.value()));
            }
        }
        return Optional.of(values);
    }

    CompletableFuture<Map<String, Long>> names() {
        return rounds.<Map<String, Long>, Map<String, Long>>ask(MetricQuestions::ages, Rounds::youngest);
    }

    private static Map<String, Long> ages(ShardReader reader) {
        Map<String, Long> ages = new TreeMap<>();
        reader.metrics()
                .map(MetricTable::names)
                .orElse(Map.of())
                .forEach((name, updated) -> ages.put(name, reader.age(updated)));
        FlowTables flows = reader.flows().orElse(null);
        for (Agent agent :
                reader.flowNames().isEmpty() ? List.<Agent>of() : reader.shard().agents()) {
            for (DataSource source : agent.dataSources()) {
                for (String name : reader.flowNames()) {
                    flows.metric(source, name)
                            .ifPresent(found -> ages.merge(name, reader.age(found.updated()), Math::min));
                }
            }
        }
        return ages;
    }
}
