// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.CounterSource;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.net.Address;
import io.weir.api.query.MetricQuery;
import io.weir.api.query.MetricResult;
import io.weir.api.query.Queries;
import io.weir.api.shard.AgentBook;
import io.weir.api.shard.Books;
import io.weir.api.shard.DataSourceBook;
import io.weir.api.shard.Shards;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions about metrics, flows and books, to all shards. Thread: any. */
@Component(immediate = true)
public final class ShardedQueries implements Queries {
    private static final Logger LOG = LoggerFactory.getLogger(ShardedQueries.class);

    /** Only references: the services are got when asked, since some of them use this one, and would be got in a circle. */
    @Reference(
            service = CounterSource.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    private volatile List<ServiceReference<CounterSource>> counterReferences = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile FlowDefinitions definitions;

    private final Supplier<List<CounterSource>> counterSources;
    private final Rounds rounds;
    private final MetricQuestions metrics;
    private final FlowQuestions flows;

    @Activate
    public ShardedQueries(@Reference Shards shards, BundleContext context) {
        this.counterSources = () -> counterReferences.stream()
                .map(context::getService)
                .filter(Objects::nonNull)
                .toList();
        this.rounds = new Rounds(shards);
        this.metrics = new MetricQuestions(rounds);
        this.flows = new FlowQuestions(rounds, () -> definitions);
    }

    /** One outside of a framework: for tests and measurements. */
    public ShardedQueries(Shards shards, FlowDefinitions definitions, List<CounterSource> counterSources) {
        this.counterSources = () -> counterSources;
        this.rounds = new Rounds(shards);
        this.metrics = new MetricQuestions(rounds);
        this.flows = new FlowQuestions(rounds, () -> definitions);
    }

    @Deactivate
    void close() {
        rounds.close();
    }

    @Override
    public CompletableFuture<List<MetricResult>> metrics(MetricQuery query) {
        return metrics.metrics(query);
    }

    @Override
    public CompletableFuture<List<List<MetricResult>>> table(MetricQuery query) {
        return metrics.table(query);
    }

    @Override
    public CompletableFuture<List<MetricResult>> dump(MetricQuery query) {
        return metrics.dump(query);
    }

    @Override
    public CompletableFuture<Optional<Map<String, Object>>> values(String agent) {
        return metrics.values(agent);
    }

    @Override
    public CompletableFuture<Map<String, Long>> metricNames() {
        return metrics.names();
    }

    @Override
    public CompletableFuture<Map<String, Long>> flowKeys() {
        return flows.keys();
    }

    @Override
    public CompletableFuture<List<ActiveFlow>> activeFlows(ActiveFlowQuery query) {
        return flows.active(query);
    }

    @Override
    public CompletableFuture<OptionalDouble> flowValue(String agent, String dataSource, String flow, String key) {
        return flows.value(agent, dataSource, flow, key);
    }

    @Override
    public CompletableFuture<List<AgentBook>> agents(Collection<String> agents) {
        Selection selection = Selection.of(agents.isEmpty() ? List.of("ALL") : agents);
        return rounds.<List<AgentBook>, List<AgentBook>>ask(
                reader -> {
                    Optional<Books> books = reader.books();
                    return selection.agents(reader).stream()
                            .flatMap(agent -> books.flatMap(all -> all.agent(agent.address())).stream())
                            .toList();
                },
                parts -> parts.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(book -> Address.parse(book.agent())))
                        .collect(Collectors.toList()));
    }

    @Override
    public CompletableFuture<Optional<DataSourceBook>> dataSource(String agent, String dataSource) {
        Selection selection = Selection.of(List.of(agent));
        return rounds.<Optional<DataSourceBook>, Optional<DataSourceBook>>ask(
                reader -> selection.agents(reader).stream()
                        .flatMap(found ->
                                reader.books().flatMap(books -> books.dataSource(found.address(), dataSource)).stream())
                        .findFirst(),
                parts -> parts.stream().flatMap(Optional::stream).findFirst());
    }

    @Override
    public CompletableFuture<List<DataSourceBook>> dataSources(String agent) {
        Selection selection = Selection.of(List.of(agent));
        return rounds.<List<DataSourceBook>, List<DataSourceBook>>ask(
                reader -> reader.books()
                        .map(books -> selection.agents(reader).stream()
                                .flatMap(found -> books.dataSources(found.address()).stream())
                                .toList())
                        .orElse(List.of()),
                parts -> parts.stream().flatMap(List::stream).collect(Collectors.toList()));
    }

    @Override
    public CompletableFuture<Map<String, Object>> analyzer() {
        return rounds.<Map<String, Number>, Map<String, Object>>ask(
                reader -> reader.books().map(Books::counters).orElse(Map.of()), parts -> {
                    Analyzer analyzer = new Analyzer();
                    parts.forEach(analyzer::add);
                    counterSources.get().forEach(source -> analyzer.add(counters(source)));
                    analyzer.add(rounds.counters());
                    return analyzer.result();
                });
    }

    /** A source that fails, its bundle stopping just now perhaps, takes nothing from the others. */
    private static Map<String, Number> counters(CounterSource source) {
        try {
            return source.counters();
        } catch (RuntimeException e) {
            LOG.warn("counters of {}: left out", source.getClass().getName(), e);
            return Map.of();
        }
    }
}
