// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.CounterSource;
import io.weir.api.InvalidInput;
import io.weir.api.Registration;
import io.weir.api.metric.CounterStructureSource;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.api.shard.ShardPartFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the metric part of each shard, and gathers the counter structures. Thread: any. */
@Component(immediate = true)
public final class MetricParts implements ShardPartFactory, CounterSource {
    private static final Logger LOG = LoggerFactory.getLogger(MetricParts.class);

    /** A heap has other things to hold as well: tables of flows may take more than a quarter. */
    private static final int PART_OF_HEAP = 5;

    private final StructureCatalog catalog = new StructureCatalog();
    private final Tally tally = new Tally();
    private final Map<CounterStructureSource, Registration> sources = new ConcurrentHashMap<>();
    private final Room room;

    @Activate
    public MetricParts() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** With so many bytes for the metrics of all shards. */
    MetricParts(long most) {
        room = new Room(most);
        catalog.add(new StandardStructures());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStructures(CounterStructureSource source) {
        try {
            sources.put(source, catalog.add(source));
        } catch (InvalidInput e) {
            LOG.error(
                    "counter structures of {} are not used: {}",
                    source.getClass().getName(),
                    e.getMessage());
        }
    }

    void removeStructures(CounterStructureSource source) {
        Registration rows = sources.remove(source);
        if (rows != null) {
            rows.close();
        }
    }

    @Override
    public ShardPart create(Shard shard) {
        return new MetricPart(shard, catalog, tally, room);
    }

    @Override
    public Map<String, Number> counters() {
        Map<String, Number> counters = tally.counters();
        counters.put("metricBytes", room.taken());
        return counters;
    }
}
