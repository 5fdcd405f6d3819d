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
 * The crossings of one threshold in one shard, {@value #MOST} at most, and {@value Places#MOST} of all thresholds.
 *
 * <p>Thread: confined to the shard. Those of data sources are found by an index, without allocating; those of flows by
 * data source and key.
 */
final class Crossings {
    static final int MOST = 10_000;

    /** How many crossings all thresholds of a shard have: who makes up flows is not to take the heap with them. */
    static final class Places {
        static final int MOST = 100_000;
        private int taken;
    }

    private record Key(Object place, String flowKey) {}

    private static final Crossing[] NONE = {};

    private final Map<Key, Crossing> byFlow = new HashMap<>();
    private Crossing[] bySource = NONE;
    private final Places places;
    private int sources;

    Crossings(Places places) {
        this.places = places;
    }

    int size() {
        return sources + byFlow.size();
    }

    boolean isFull() {
        return size() >= MOST || places.taken >= Places.MOST;
    }

    /** The crossing of a data source, or null. */
    Crossing find(DataSource source) {
        int id = source.id();
        return id < bySource.length ? bySource[id] : null;
    }

    /**
     * The crossing of a flow, or null.
     *
     * @param place where the flow is seen: the id of a data source, or the address of an agent
     */
    Crossing find(Object place, String flowKey) {
        return byFlow.get(new Key(place, flowKey));
    }

    Crossing add(DataSource source) {
        int id = source.id();
        if (id >= bySource.length) {
            bySource = Arrays.copyOf(bySource, Math.max(id + 1, bySource.length * 2));
        }
        bySource[id] = new Crossing(source, "");
        sources++;
        places.taken++;
        return bySource[id];
    }

    Crossing add(Object place, String flowKey, DataSource source) {
        Crossing crossing = new Crossing(source, flowKey);
        byFlow.put(new Key(place, flowKey), crossing);
        places.taken++;
        return crossing;
    }

    /** Removes the crossing of a data source, not those of its flows. */
    void remove(DataSource source) {
        if (find(source) != null) {
            bySource[source.id()] = null;
            sources--;
            places.taken--;
        }
    }

    void removeIf(Predicate<Crossing> which) {
        int before = size();
        for (int id = 0; id < bySource.length && sources > 0; id++) {
            if (bySource[id] != null && which.test(bySource[id])) {
                bySource[id] = null;
                sources--;
            }
        }
        for (Iterator<Crossing> each = byFlow.values().iterator(); each.hasNext(); ) {
            if (which.test(each.next())) {
                each.remove();
            }
        }
        places.taken -= before - size();
    }

    void each(Consumer<Crossing> visitor) {
        for (int id = 0; id < bySource.length && sources > 0; id++) {
            if (bySource[id] != null) {
                visitor.accept(bySource[id]);
            }
        }
        Collection<Crossing> flows = byFlow.values();
        flows.forEach(visitor);
    }

    boolean any(Predicate<Crossing> which) {
        boolean[] found = {false};
        each(crossing -> found[0] |= which.test(crossing));
        return found[0];
    }
}
