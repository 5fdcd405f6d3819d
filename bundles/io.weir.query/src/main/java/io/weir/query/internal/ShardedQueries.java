// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.CounterSource;
import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.flow.FlowTables;
import io.weir.api.flow.FlowTables.Ranks;
import io.weir.api.flow.FlowTables.Shares;
import io.weir.api.metric.MetricTable;
import io.weir.api.net.Address;
import io.weir.api.query.MetricFilter;
import io.weir.api.query.MetricQuery;
import io.weir.api.query.MetricResult;
import io.weir.api.query.Queries;
import io.weir.api.shard.Agent;
import io.weir.api.shard.AgentBook;
import io.weir.api.shard.Books;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.DataSourceBook;
import io.weir.api.shard.Shard;
import io.weir.api.shard.Shards;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
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

/**
 * Asks every shard, and makes one answer of theirs on threads of its own. A question that a shard does not answer in time fails.
 *
 * <p>Thread: any.
 */
@Component(immediate = true)
public final class ShardedQueries implements Queries {
    private static final Logger LOG = LoggerFactory.getLogger(ShardedQueries.class);
    private static final int REDUCERS = 2;

    /** Values of one dump at most, and half of those of a table: some of them at a time, on the way to becoming text, must fit into the heap. */
    private static final long MOST_VALUES =
            Math.max(10_000, Runtime.getRuntime().maxMemory() / 8192);

    private static final int PATIENCE_SECONDS = 20;

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

    private final Shards shards;
    private final Supplier<List<CounterSource>> counterSources;
    private final ExecutorService reducers;
    private final LongAdder asked = new LongAdder();
    private final LongAdder failed = new LongAdder();

    @Activate
    public ShardedQueries(@Reference Shards shards, BundleContext context) {
        this.shards = shards;
        this.counterSources = () -> counterReferences.stream()
                .map(context::getService)
                .filter(Objects::nonNull)
                .toList();
        this.reducers = reducers();
    }

    /** One outside of a framework: for tests and measurements. */
    public ShardedQueries(Shards shards, FlowDefinitions definitions, List<CounterSource> counterSources) {
        this.shards = shards;
        this.definitions = definitions;
        this.counterSources = () -> counterSources;
        this.reducers = reducers();
    }

    private static ExecutorService reducers() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(REDUCERS, task -> {
            Thread thread = new Thread(task, "query-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Deactivate
    void close() {
        reducers.shutdown();
    }

    private <P, R> CompletableFuture<R> ask(
            Function<ShardReader, ? extends P> question, Function<? super List<P>, ? extends R> reduce) {
        return counted(round(question, reduce));
    }

    private <R> CompletableFuture<R> counted(CompletableFuture<R> answer) {
        asked.increment();
        answer.whenComplete((found, failure) -> {
            if (failure != null) {
                failed.increment();
            }
        });
        return answer;
    }

    /** Asks all shards once. */
    private <P, R> CompletableFuture<R> round(
            Function<ShardReader, ? extends P> question, Function<? super List<P>, ? extends R> reduce) {
        Function<Shard, P> asking = shard -> question.apply(new ShardReader(shard));
        CompletableFuture<List<P>> parts = shards.<P>askAll(asking).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        // one part needs no merging: to hand it to another thread would take longer
        return shards.count() == 1 ? parts.thenApply(reduce) : parts.thenApplyAsync(reduce, reducers);
    }

    @Override
    public CompletableFuture<List<MetricResult>> metrics(MetricQuery query) {
        List<MetricName> names = MetricName.parse(query.metrics());
        Selection selection = Selection.of(query.agents());
        return this.<List<Tally>, List<MetricResult>>ask(
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

    @Override
    public CompletableFuture<List<List<MetricResult>>> table(MetricQuery query) {
        TableRows table = new TableRows(MetricName.parse(query.metrics()));
        Selection selection = Selection.of(query.agents());
        return this.<List<TableRows.Row>, List<List<MetricResult>>>ask(
                reader -> table.collect(reader, selection, query.filter(), 2 * MOST_VALUES),
                parts -> table.cut(parts.stream().flatMap(List::stream).toList()).stream()
                        .map(table::results)
                        .toList());
    }

    @Override
    public CompletableFuture<List<MetricResult>> dump(MetricQuery query) {
        boolean all = query.metrics().contains("ALL");
        List<MetricName> names = all ? List.of() : MetricName.parse(query.metrics());
        Selection selection = Selection.of(query.agents());
        return this.<List<Value>, List<MetricResult>>ask(
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

    @Override
    public CompletableFuture<Optional<Map<String, Object>>> values(String agent) {
        Selection selection = Selection.of(List.of(agent));
        if (selection.several()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return this.<Optional<Map<String, Object>>, Optional<Map<String, Object>>>ask(
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

    @Override
    public CompletableFuture<Map<String, Long>> metricNames() {
        return this.<Map<String, Long>, Map<String, Long>>ask(ShardedQueries::metricAges, ShardedQueries::youngest);
    }

    private static Map<String, Long> metricAges(ShardReader reader) {
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

    @Override
    public CompletableFuture<Map<String, Long>> flowKeys() {
        return this.<Map<String, Long>, Map<String, Long>>ask(
                reader -> {
                    Map<String, Long> ages = new TreeMap<>();
                    reader.flows()
                            .map(FlowTables::keysSeen)
                            .orElse(Map.of())
                            .forEach((key, seen) -> ages.put(key, reader.age(seen)));
                    return ages;
                },
                ShardedQueries::youngest);
    }

    private static Map<String, Long> youngest(List<Map<String, Long>> parts) {
        Map<String, Long> ages = new TreeMap<>();
        parts.forEach(part -> part.forEach((name, age) -> ages.merge(name, age, Math::min)));
        return ages;
    }

    @Override
    public CompletableFuture<List<ActiveFlow>> activeFlows(ActiveFlowQuery query) {
        Selection selection = Selection.of(query.agents());
        checkDefined(query.flow());
        if (shards.count() == 1 || query.merge() == Merge.RAW) {
            return this.<List<ActiveFlow>, List<ActiveFlow>>ask(
                    reader -> reader.flows()
                            .map(flows -> flows.activeFlows(query, selection.where(reader)))
                            .orElse(List.of()),
                    parts -> parts.size() == 1 ? parts.get(0) : sorted(parts, query.maxFlows()));
        }
        return counted(this.<Optional<Ranks>, Optional<Ranks>>round(
                        reader -> reader.flows().map(flows -> flows.ranks(query, selection.where(reader))),
                        ShardedQueries::chosen)
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
        return this.<Optional<Shares>, List<ActiveFlow>>round(
                reader -> reader.flows().map(flows -> flows.shares(query, selection.where(reader), chosen)),
                parts -> chosen.flows(parts.stream().flatMap(Optional::stream).toList()));
    }

    /** Throws {@link InvalidInput} when there is no such definition. */
    private void checkDefined(String flow) {
        FlowDefinitions known = definitions;
        if (known != null && !known.all().containsKey(flow)) {
            throw InvalidInput.of("flow definition", flow, "there is none")
                    .suggest(Nearest.to(flow, known.all().keySet()));
        }
    }

    @Override
    public CompletableFuture<OptionalDouble> flowValue(String agent, String dataSource, String flow, String key) {
        Selection selection = Selection.of(List.of(agent));
        return this.<OptionalDouble, OptionalDouble>ask(
                reader -> {
                    double[] most = {Double.NaN};
                    selection.visit(reader, source -> {
                        if (dataSource.isEmpty() || dataSource.equals(source.name())) {
                            reader.flows()
                                    .map(flows -> flows.value(source, flow, key))
                                    .orElse(OptionalDouble.empty())
                                    .ifPresent(value -> most[0] = value > most[0] ? value : keep(most[0], value));
                        }
                    });
                    return Double.isNaN(most[0]) ? OptionalDouble.empty() : OptionalDouble.of(most[0]);
                },
                parts -> parts.stream()
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .max());
    }

    private static double keep(double before, double first) {
        return Double.isNaN(before) ? first : before;
    }

    @Override
    public CompletableFuture<List<AgentBook>> agents(Collection<String> agents) {
        Selection selection = Selection.of(agents.isEmpty() ? List.of("ALL") : agents);
        return this.<List<AgentBook>, List<AgentBook>>ask(
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
        return this.<Optional<DataSourceBook>, Optional<DataSourceBook>>ask(
                reader -> selection.agents(reader).stream()
                        .flatMap(found ->
                                reader.books().flatMap(books -> books.dataSource(found.address(), dataSource)).stream())
                        .findFirst(),
                parts -> parts.stream().flatMap(Optional::stream).findFirst());
    }

    @Override
    public CompletableFuture<List<DataSourceBook>> dataSources(String agent) {
        Selection selection = Selection.of(List.of(agent));
        return this.<List<DataSourceBook>, List<DataSourceBook>>ask(
                reader -> reader.books()
                        .map(books -> selection.agents(reader).stream()
                                .flatMap(found -> books.dataSources(found.address()).stream())
                                .toList())
                        .orElse(List.of()),
                parts -> parts.stream().flatMap(List::stream).collect(Collectors.toList()));
    }

    @Override
    public CompletableFuture<Map<String, Object>> analyzer() {
        return this.<Map<String, Number>, Map<String, Object>>ask(
                reader -> reader.books().map(Books::counters).orElse(Map.of()), parts -> {
                    Analyzer analyzer = new Analyzer();
                    parts.forEach(analyzer::add);
                    counterSources.get().forEach(source -> analyzer.add(counters(source)));
                    analyzer.add(Map.of("queries", asked.sum(), "queriesFailed", failed.sum()));
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
