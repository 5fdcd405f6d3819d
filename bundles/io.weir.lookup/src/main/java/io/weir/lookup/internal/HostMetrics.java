// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.metric.MetricId;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.api.shard.ShardPartFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Metrics of hosts by their MAC addresses: a host may report to one shard and be seen in the traffic of another, so each shard's
 * part shows what it knows to all.
 *
 * <p>Thread: any; tables are immutable.
 */
@Component(
        immediate = true,
        service = {FlowVocabularySource.class, ShardPartFactory.class})
public final class HostMetrics implements FlowVocabularySource, ShardPartFactory {
    private static final int MOST_METRICS = 64;

    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Map<String, MacTable>> shown = new ConcurrentHashMap<>();
    private volatile List<Map<String, MacTable>> all = List.of();

    @Activate
    public HostMetrics() {}

    @Override
    public ShardPart create(Shard shard) {
        return new HostPart(shard, this);
    }

    /** Names of the metrics that keys ask for. */
    Set<String> wanted() {
        return wanted;
    }

    /** A shard's part shows what it knows now, by metric; nothing when it goes. */
    void show(int shard, Map<String, MacTable> tables) {
        if (tables.isEmpty()) {
            shown.remove(shard);
        } else {
            shown.put(shard, tables);
        }
        all = List.copyOf(shown.values());
    }

    @Override
    public Collection<KeyFunction> functions() {
        return List.of(new KeyFunction(
                "host",
                "host:<key>:<metric>",
                "A metric of the host, virtual ones included, that reports a MAC address as its own: vir_host_name.",
                this::bind));
    }

    private BoundKey bind(KeyFunction.Arguments arguments) {
        arguments.expect(2, 2);
        BoundKey key = arguments.key(0);
        String metric = new MetricId(arguments.text(1)).name();
        if (wanted.size() >= MOST_METRICS && !wanted.contains(metric)) {
            throw InvalidInput.of("metric", metric, "too many are asked for already: limit=" + MOST_METRICS);
        }
        wanted.add(metric);
        KeyValue value = new KeyValue();
        return (sample, out) -> key.extract(sample, value) && value.type() == KeyType.MAC && find(metric, value, out);
    }

    private boolean find(String metric, KeyValue mac, KeyValue out) {
        List<Map<String, MacTable>> now = all;
        for (int i = 0; i < now.size(); i++) {
            MacTable table = now.get(i).get(metric);
            if (table != null && table.find(mac.low(), out)) {
                return true;
            }
        }
        return false;
    }
}
