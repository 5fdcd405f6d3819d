// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.shard.DataSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The alarms of one threshold in one shard, {@value #MOST} at most.
 *
 * <p>Thread: confined to the shard. Those of data sources are found by an index, without allocating; those of flows by
 * data source and key.
 */
final class Alarms {
    static final int MOST = 10_000;

    private record Key(Object place, String flowKey) {}

    private static final Alarm[] NONE = {};

    private final Map<Key, Alarm> byFlow = new HashMap<>();
    private Alarm[] bySource = NONE;
    private int sources;

    int size() {
        return sources + byFlow.size();
    }

    boolean isFull() {
        return size() >= MOST;
    }

    /** The alarm of a data source, or null. */
    Alarm find(DataSource source) {
        int id = source.id();
        return id < bySource.length ? bySource[id] : null;
    }

    /**
     * The alarm of a flow, or null.
     *
     * @param place where the flow is seen: the id of a data source, or the address of an agent
     */
    Alarm find(Object place, String flowKey) {
        return byFlow.get(new Key(place, flowKey));
    }

    Alarm add(DataSource source) {
        int id = source.id();
        if (id >= bySource.length) {
            bySource = Arrays.copyOf(bySource, Math.max(id + 1, bySource.length * 2));
        }
        bySource[id] = new Alarm(source, "");
        sources++;
        return bySource[id];
    }

    Alarm add(Object place, String flowKey, DataSource source) {
        Alarm alarm = new Alarm(source, flowKey);
        byFlow.put(new Key(place, flowKey), alarm);
        return alarm;
    }

    void removeIf(Predicate<Alarm> which) {
        for (int id = 0; id < bySource.length && sources > 0; id++) {
            if (bySource[id] != null && which.test(bySource[id])) {
                bySource[id] = null;
                sources--;
            }
        }
        for (Iterator<Alarm> each = byFlow.values().iterator(); each.hasNext(); ) {
            if (which.test(each.next())) {
                each.remove();
            }
        }
    }

    void each(Consumer<Alarm> visitor) {
        for (int id = 0; id < bySource.length && sources > 0; id++) {
            if (bySource[id] != null) {
                visitor.accept(bySource[id]);
            }
        }
        Collection<Alarm> flows = byFlow.values();
        flows.forEach(visitor);
    }

    boolean any(Predicate<Alarm> which) {
        boolean[] found = {false};
        each(alarm -> found[0] |= which.test(alarm));
        return found[0];
    }
}
