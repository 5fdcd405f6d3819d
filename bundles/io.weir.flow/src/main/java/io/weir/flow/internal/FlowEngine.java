// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.CounterSource;
import io.weir.api.InvalidInput;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.SavedNames;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.FlowVocabulary;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyType;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.api.shard.ShardPartFactory;
import io.weir.api.store.Settings;
import io.weir.api.store.Store;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flow engine: what is defined, and a {@link FlowPart} for each shard.
 *
 * <p>Thread: any. Shards look up {@link #installed()} at the begin of a batch and at each tick; nothing waits for them.
 */
@Component(
        immediate = true,
        service = {FlowDefinitions.class, FlowVocabulary.class, ShardPartFactory.class, CounterSource.class})
public final class FlowEngine implements FlowDefinitions, FlowVocabulary, ShardPartFactory, CounterSource {
    private static final Logger LOG = LoggerFactory.getLogger(FlowEngine.class);
    private static final int MEGABYTE = 1 << 20;

    /** How a definition is kept over restarts: its properties. */
    private static final SavedNames.Form<FlowDefinition> FORM = new SavedNames.Form<>() {
        @Override
        public Map<String, String> write(FlowDefinition definition) {
            Map<String, String> lines = new LinkedHashMap<>();
            definition.properties().forEach((property, value) -> lines.put(property, String.valueOf(value)));
            return lines;
        }

        @Override
        public FlowDefinition read(String name, Map<String, String> properties) {
            return FlowDefinition.parse(name, properties);
        }
    };

    private final Vocabulary vocabulary = new Vocabulary();
    private final Standings standings = new Standings(vocabulary);
    private final SavedNames<FlowDefinition> saved;
    private final RingFlowLog log;
    private final ByteBudget budget;
    private final LongAdder records = new LongAdder();
    private final Map<Integer, FlowCounters> counters = new ConcurrentHashMap<>();
    private final Map<FlowVocabularySource, Registration> sources = new ConcurrentHashMap<>();

    /** Takes up what was saved. The setting {@code flow.megabytes} bounds all tables; a quarter of the heap otherwise. */
    @Activate
    public FlowEngine(@Reference RingFlowLog log, @Reference Store store, @Reference Settings settings) {
        this.log = log;
        long quarter = Runtime.getRuntime().maxMemory() / 4 / MEGABYTE;
        budget = new ByteBudget((long) MEGABYTE * settings.integer("flow.megabytes", (int) Math.max(8, quarter)));
        for (String name : settings.get("flow.custom.keys").orElse("").split("[,\\s]+", -1)) {
            vocabulary.custom.give(name);
        }
        saved = new SavedNames<>("flow definition", store.shelf("flow"), FORM);
        saved.restore((by, name, definition) -> standings.define(by, definition));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeVocabulary")
    void addVocabulary(FlowVocabularySource source) {
        try {
            sources.put(source, standings.add(source));
        } catch (InvalidInput e) {
            LOG.error("rows are not taken up: source={}: {}", source.getClass().getName(), e.getMessage());
        }
    }

    void removeVocabulary(FlowVocabularySource source) {
        Registration rows = sources.remove(source);
        if (rows != null) {
            rows.close();
            standings.revise();
        }
    }

    @Override
    public Registration define(Owner by, FlowDefinition definition) {
        if (by.mayTakeOver()) {
            check(definition);
        }
        return saved.follow(definition.name(), this::all, standings.define(by, definition));
    }

    @Override
    public boolean undefine(Owner by, String name) {
        boolean undefined = standings.undefine(by, name);
        saved.follow(name, this::all);
        return undefined;
    }

    @Override
    public Map<String, Owned<FlowDefinition>> all() {
        return standings.all();
    }

    @Override
    public Optional<String> pending(String name) {
        return standings.pending(name);
    }

    @Override
    public List<String> check(FlowDefinition definition) {
        Binding binding = new Binding(vocabulary);
        CompiledFlow.of(definition, binding);
        binding.unknown().ifPresent(name -> {
            throw name.error(definition.name());
        });
        return binding.warnings();
    }

    @Override
    public Collection<FlowKey> keys() {
        return vocabulary.keys.all();
    }

    @Override
    public Collection<KeyFunction> functions() {
        return vocabulary.functions.all();
    }

    @Override
    public List<ValueFunction> values() {
        return Arrays.stream(Statistic.values())
                .map(statistic -> new ValueFunction(statistic.prefix(), statistic.doc))
                .toList();
    }

    @Override
    public ShardPart create(Shard shard) {
        return new FlowPart(shard, this);
    }

    /** What shards are to have in force now. */
    Installed installed() {
        return standings.installed();
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** A field of a flow that a program reports is a key from now on: definitions that wait for it come in force. */
    void met(String field, KeyType type, long millis) {
        standings.meet(field, type, millis);
    }

    ByteBudget budget() {
        return budget;
    }

    FlowRecords records(Sources sources) {
        return new FlowRecords(log, sources, records);
    }

    FlowCounters counters(int shard) {
        return counters.computeIfAbsent(shard, index -> new FlowCounters());
    }

    void closed(int shard) {
        counters.remove(shard);
    }

    @Override
    public Map<String, Number> counters() {
        Map<String, Number> shown = new LinkedHashMap<>();
        shown.put("flowsGenerated", records.sum());
        shown.put("flowDefinitions", all().size());
        shown.put("flowDefinitionsPending", standings.pending());
        shown.put("flowRows", sum(counter -> counter.rows.get()));
        shown.put("flowRowsEvicted", sum(counter -> counter.evictions.get()));
        shown.put("flowKeysTooLong", sum(counter -> counter.refused.get()));
        shown.put("flowTableBytes", budget.used());
        shown.put("flowTableBytesLimit", budget.limit());
        return shown;
    }

    private long sum(ToLongFunction<FlowCounters> counter) {
        return counters.values().stream().mapToLong(counter).sum();
    }
}
