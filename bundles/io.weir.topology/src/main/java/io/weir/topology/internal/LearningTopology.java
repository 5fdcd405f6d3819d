// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.CounterSource;
import io.weir.api.InvalidInput;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.net.Address;
import io.weir.api.query.MetricFilter;
import io.weir.api.query.MetricQuery;
import io.weir.api.query.MetricResult;
import io.weir.api.query.Queries;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.api.shard.ShardPartFactory;
import io.weir.api.shard.Shards;
import io.weir.api.store.Sequences;
import io.weir.api.store.Settings;
import io.weir.api.store.Store;
import io.weir.api.time.Follower;
import io.weir.api.time.Timeline;
import io.weir.api.topology.HostLocation;
import io.weir.api.topology.HostQuery;
import io.weir.api.topology.Link;
import io.weir.api.topology.Network;
import io.weir.api.topology.Node;
import io.weir.api.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology with what shards learn of it: five times a second at most, names that were learned are put to it, and when they
 * tell more the version rises.
 *
 * <p>Thread: any; changes are made one at a time. Readers, shards among them, see {@link #index()} and {@link #network()} as
 * snapshots.
 */
@Component(
        immediate = true,
        service = {Topology.class, LearningTopology.class, ShardPartFactory.class, CounterSource.class, Follower.class})
public final class LearningTopology implements Topology, ShardPartFactory, CounterSource, Follower {
    private static final Logger LOG = LoggerFactory.getLogger(LearningTopology.class);
    private static final Duration PERIOD = Duration.ofMillis(200);
    /** Times as long as it took to put names in place nothing is put in place again. */
    private static final int REST = 20;

    private static final int HOSTS = 50_000;
    private static final int EXPIRY_SECONDS = 600;

    /** A topology that somebody has set. */
    private record Owned(Owner owner, Model model) {}

    private record State(Optional<ResolvedNetwork> network, InterfaceIndex index) {}

    private final SavedTopology saved;
    private final Sequences.Sequence versions;
    private final Timeline timeline;
    private final Registration timer;
    private final int mostHosts;
    private final long expiry;
    private final LearnedNames names = new LearnedNames();
    private final LongAdder refused = new LongAdder();
    private final LongAdder learned = new LongAdder();
    /** Who has set one, the last one last. */
    private final List<Owned> stack = new ArrayList<>();

    /** In a network of many names putting them in place takes long enough to be done more seldom while they come in. */
    private long notBefore;

    private Resolution resolution = Resolution.NONE;
    private Model resolved;
    private volatile State state = new State(Optional.empty(), InterfaceIndex.EMPTY);
    private volatile Optional<Shards> shards = Optional.empty();
    private volatile Optional<Queries> queries = Optional.empty();

    /** Takes up what was saved. */
    @Activate
    public LearningTopology(
            @Reference Store store,
            @Reference Sequences sequences,
            @Reference Settings settings,
            @Reference Timeline timeline) {
        mostHosts = settings.integer("topology.hosts.max", HOSTS);
        expiry = 1_000L * settings.integer("topology.hosts.expiry", EXPIRY_SECONDS);
        versions = sequences.open("topology");
        this.timeline = timeline;
        notBefore = timeline.nanos();
        saved = new SavedTopology(store.shelf("topology"));
        saved.read().ifPresent(kept -> stack.add(new Owned(kept.owner(), kept.model())));
        resolve();
        timer = timeline.every(PERIOD, this::learn);
    }

    @Deactivate
    void close() {
        timer.close();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setShards(Shards service) {
        shards = Optional.of(service);
    }

    void unsetShards(Shards service) {
        shards = shards.filter(kept -> !kept.equals(service));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setQueries(Queries service) {
        queries = Optional.of(service);
    }

    void unsetQueries(Queries service) {
        queries = queries.filter(kept -> !kept.equals(service));
    }

    /** What shards learn is put here. */
    LearnedNames names() {
        return names;
    }

    InterfaceIndex index() {
        return state.index();
    }

    void refused(long hosts) {
        refused.add(hosts);
    }

    /** A replay goes on when what was told up to now is in force: so roles change at the same moments each time. */
    @Override
    public CompletableFuture<Long> settled() {
        if (names.takeChanged()) {
            resolve();
            learned.increment();
        }
        return CompletableFuture.completedFuture(learned.sum());
    }

    private void learn() {
        long began = timeline.nanos();
        if (began - notBefore >= 0 && names.takeChanged()) {
            resolve();
            long ended = timeline.nanos();
            notBefore = ended + REST * (ended - began);
        }
    }

    /** Puts what is known to the topology in force; a new version is made when that changes it. */
    @SuppressWarnings("ReferenceEquality") // another model is a change, an equal one even
    private synchronized void resolve() {
        if (stack.isEmpty()) {
            resolution = Resolution.NONE;
            resolved = null;
            state = new State(Optional.empty(), new InterfaceIndex(Map.of(), Map.of(), names));
            return;
        }
        Owned top = stack.get(stack.size() - 1);
        // what was believed before counts as long as anybody tells anything: a replay begins without
        boolean goesOn = resolved == top.model() && !names.isEmpty();
        Resolution now = Resolution.of(top.model(), names, goesOn ? resolution : Resolution.NONE);
        boolean same = resolved == top.model() && now.equals(resolution);
        long version = same ? state.network().map(Network::version).orElseGet(versions::next) : versions.next();
        InterfaceIndex index = new InterfaceIndex(now.nodes(), top.model().links(), names);
        resolution = now;
        resolved = top.model();
        state = new State(Optional.of(new ResolvedNetwork(version, top.owner(), top.model(), now, index)), index);
    }

    @Override
    public Registration set(Owner by, Map<String, ?> topology) {
        Owned mine = put(by, ModelReader.read(topology));
        return () -> take(mine);
    }

    @Override
    public void check(Map<String, ?> topology) {
        ModelReader.read(topology);
    }

    /** To set what is in force already makes no new version. */
    private synchronized Owned put(Owner by, Model read) {
        Optional<Owned> top = stack.stream().reduce((before, last) -> last);
        top.filter(last -> !last.owner().equals(by))
                .ifPresent(last -> LOG.info("topology: set: by={} over={}", by, last.owner()));
        Model model = top.map(Owned::model)
                .filter(last -> last.given().equals(read.given()))
                .orElse(read);
        Owned mine = new Owned(by, model);
        stack.removeIf(each ->
                by.mayTakeOver() ? each.owner().mayTakeOver() : each.owner().equals(by));
        stack.add(mine);
        if (by.mayTakeOver()) {
            saved.write(by, model);
        }
        resolve();
        return mine;
    }

    // identity: a registration takes back its own topology, never a later equal one
    @SuppressWarnings("ReferenceEquality")
    private synchronized void take(Owned mine) {
        if (stack.removeIf(each -> each == mine)) {
            if (mine.owner().mayTakeOver()) {
                saved.delete();
            }
            resolve();
        }
    }

    @Override
    public synchronized boolean clear(Owner by) {
        boolean cleared =
                stack.removeIf(each -> by.mayTakeOver() || each.owner().equals(by));
        if (cleared) {
            if (by.mayTakeOver()) {
                saved.delete();
            }
            resolve();
        }
        return cleared;
    }

    @Override
    public Optional<Network> network() {
        return state.network().map(Function.identity());
    }

    @Override
    public Optional<Address> agent(String text) {
        try {
            return Optional.of(Address.parse(text));
        } catch (InvalidInput name) {
            return names.agent(text);
        }
    }

    @Override
    public CompletableFuture<Optional<List<MetricResult>>> linkMetric(String name, List<String> metrics) {
        Optional<ResolvedNetwork> network = state.network();
        Optional<Link> link = network.map(Network::links).map(links -> links.get(name));
        if (link.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<List<MetricResult>> one =
                metrics(network.get(), link.get().end1(), metrics);
        CompletableFuture<List<MetricResult>> other =
                metrics(network.get(), link.get().end2(), metrics);
        return one.thenCombine(other, (first, second) -> {
            List<MetricResult> all = new ArrayList<>(first);
            all.addAll(second);
            return Optional.of(all);
        });
    }

    private CompletableFuture<List<MetricResult>> metrics(Network network, Link.Port end, List<String> metrics) {
        Optional<Node> node = Optional.ofNullable(network.nodes().get(end.node()));
        Optional<Address> agent = node.flatMap(Node::agent);
        Optional<Long> ifIndex = node.map(Node::ports).map(ports -> ports.get(end.name()));
        Optional<Queries> asked = queries;
        if (agent.isEmpty() || ifIndex.isEmpty() || asked.isEmpty() || metrics.isEmpty()) {
            return CompletableFuture.completedFuture(metrics.stream()
                    .map(metric -> new MetricResult(Map.of("metricName", metric)))
                    .toList());
        }
        MetricQuery query = new MetricQuery(
                List.of(agent.get().toString()),
                metrics.stream().map(metric -> ifIndex.get() + "." + metric).toList(),
                MetricFilter.NONE);
        return asked.get().metrics(query).thenApply(found -> named(found, metrics));
    }

    /** As asked: without the data source before the name. */
    private static List<MetricResult> named(List<MetricResult> found, List<String> metrics) {
        List<MetricResult> named = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            Map<String, Object> properties = new LinkedHashMap<>(found.get(i).properties());
            properties.put("metricName", metrics.get(i));
            named.add(new MetricResult(properties));
        }
        return named;
    }

    @Override
    public CompletableFuture<List<HostLocation>> hosts(HostQuery query) {
        return ask(part -> part.hosts(query))
                .thenApply(found -> found.stream()
                        .sorted(Comparator.comparingLong(HostLocation::lastSeen))
                        .toList());
    }

    @Override
    public CompletableFuture<List<String>> unlocated() {
        return hosts(HostQuery.ALL).thenCombine(ask(TopologyPart::passers), (located, passers) -> {
            Set<String> left = new HashSet<>(passers);
            located.forEach(host -> left.remove(host.mac()));
            return left.stream().sorted().toList();
        });
    }

    private <T> CompletableFuture<List<T>> ask(Function<TopologyPart, List<T>> question) {
        Optional<Shards> all = shards;
        if (all.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return all.get()
                .<List<T>>askAll(
                        shard -> shard.view(TopologyPart.class).map(question).orElse(List.of()))
                .thenApply(parts -> parts.stream().flatMap(List::stream).toList());
    }

    @Override
    public ShardPart create(Shard shard) {
        return new TopologyPart(shard, this, new HostTable(mostHosts, expiry));
    }

    @Override
    public Map<String, Number> counters() {
        Optional<ResolvedNetwork> network = state.network();
        return Map.of(
                "topologyNodes", network.map(Network::nodes).map(Map::size).orElse(0),
                "topologyLinks", network.map(Network::links).map(Map::size).orElse(0),
                "topologyHostsRefused", refused.sum());
    }
}
