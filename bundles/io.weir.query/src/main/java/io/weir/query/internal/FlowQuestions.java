// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.flow.FlowTables;
import io.weir.api.flow.FlowTables.Ranks;
import io.weir.api.flow.FlowTables.Shares;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Questions about flows. Thread: any. */
final class FlowQuestions {
    private final Rounds rounds;
    private final Supplier<FlowDefinitions> definitions;

    /** With the definitions there are, or null where nobody tells. */
    FlowQuestions(Rounds rounds, Supplier<FlowDefinitions> definitions) {
        this.rounds = rounds;
        this.definitions = definitions;
    }

    CompletableFuture<Map<String, Long>> keys() {
        return rounds.<Map<String, Long>, Map<String, Long>>ask(
                reader -> {
                    Map<String, Long> ages = new TreeMap<>();
                    reader.flows()
                            .map(FlowTables::keysSeen)
                            .orElse(Map.of())
                            .forEach((key, seen) -> ages.put(key, reader.age(seen)));
                    return ages;
                },
                Rounds::youngest);
    }

    CompletableFuture<List<ActiveFlow>> active(ActiveFlowQuery query) {
        Selection selection = Selection.of(query.agents());
        checkDefined(query.flow());
        if (rounds.single() || query.merge() == Merge.RAW) {
            return rounds.<List<ActiveFlow>, List<ActiveFlow>>ask(
                    reader -> reader.flows()
                            .map(flows -> flows.activeFlows(query, selection.where(reader)))
                            .orElse(List.of()),
                    parts -> parts.size() == 1 ? parts.get(0) : sorted(parts, query.maxFlows()));
        }
        return rounds.counted(rounds.<Optional<Ranks>, Optional<Ranks>>round(
                        reader -> reader.flows().map(flows -> flows.ranks(query, selection.where(reader))),
                        FlowQuestions::chosen)
                .thenCompose(chosen -> chosen.isPresent()
                        ? shares(query, selection, chosen.get())
                        : CompletableFuture.completedFuture(List.of())));
    }

    private static List<ActiveFlow> sorted(List<List<ActiveFlow>> parts, int maxFlows) {
        return parts.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(ActiveFlow::value).reversed().thenComparing(ActiveFlow::key))
                .limit(Math.max(0, maxFlows))
                .collect(Collectors.toList());
    }

    private static Optional<Ranks> chosen(List<Optional<Ranks>> parts) {
        List<Ranks> there = parts.stream().flatMap(Optional::stream).toList();
        return there.stream().findFirst().map(any -> any.chosen(there));
    }

    private CompletableFuture<List<ActiveFlow>> shares(ActiveFlowQuery query, Selection selection, Ranks chosen) {
        return rounds.<Optional<Shares>, List<ActiveFlow>>round(
                reader -> reader.flows().map(flows -> flows.shares(query, selection.where(reader), chosen)),
                parts -> chosen.flows(parts.stream().flatMap(Optional::stream).toList()));
    }

    /** Throws {@link InvalidInput} when there is no such definition. */
    private void checkDefined(String flow) {
        FlowDefinitions known = definitions.get();
        if (known != null && !known.all().containsKey(flow)) {
            throw InvalidInput.of("flow definition", flow, "there is none")
                    .suggest(Nearest.to(flow, known.all().keySet()));
        }
    }

    CompletableFuture<OptionalDouble> value(String agent, String dataSource, String flow, String key) {
        Selection selection = Selection.of(List.of(agent));
        return rounds.<OptionalDouble, OptionalDouble>ask(
                reader -> {
                    double[] most = {Double.NaN};
                    selection.visit(reader, source -> {
                        if (dataSource.isEmpty() || dataSource.equals(source.name())) {
                            reader.flows()
                                    .map(flows -> flows.value(source, flow, key))
                                    .orElse(OptionalDouble.empty())
                                    .ifPresent(value -> most[0] = value <= most[0] ? most[0] : value);
                        }
                    });
                    return Double.isNaN(most[0]) ? OptionalDouble.empty() : OptionalDouble.of(most[0]);
                },
                parts -> parts.stream()
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .max());
    }
}
