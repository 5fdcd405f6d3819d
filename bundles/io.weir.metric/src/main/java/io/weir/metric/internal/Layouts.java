// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.metric.CounterStructure;
import io.weir.api.metric.DerivedMetric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** The layouts of all structures that are in force, made for one shard. Thread: confined to the shard. */
final class Layouts {
    private final long revision;
    private final Map<Integer, Layout> physical = new HashMap<>();
    private final Map<Integer, Layout> logical = new HashMap<>();

    /** No layouts at all. */
    Layouts() {
        revision = 0;
    }

    /** Layouts of a state of the catalog; those of {@code before} that are unchanged are taken over. */
    Layouts(StructureCatalog.State state, Layouts before) {
        revision = state.revision();
        for (CounterStructure structure : state.structures()) {
            List<DerivedMetric> derived = StructureCatalog.of(structure, state.derived());
            Layout plain = take(before.physical, structure, false, derived);
            physical.put(structure.tag(), plain);
            boolean same = structure.logicalPrefix().isEmpty();
            logical.put(structure.tag(), same ? plain : take(before.logical, structure, true, derived));
        }
    }

    private static Layout take(
            Map<Integer, Layout> before, CounterStructure structure, boolean ofLogical, List<DerivedMetric> derived) {
        Layout known = before.get(structure.tag());
        return known != null && known.isOf(structure, derived) ? known : new Layout(structure, ofLogical, derived);
    }

    /** Which state of the catalog this is. */
    long revision() {
        return revision;
    }

    /** The layout of a structure at a data source, or null when it is not known. */
    Layout find(int tag, boolean ofLogicalEntity) {
        return (ofLogicalEntity ? logical : physical).get(tag);
    }

    /** Whether a layout is one of these. */
    @SuppressWarnings("ReferenceEquality")
    boolean contains(Layout layout) {
        return physical.get(layout.tag) == layout || logical.get(layout.tag) == layout;
    }

    /** Tells when each metric had a value last. */
    void seen(ObjLongConsumer<String> visitor) {
        physical.forEach((tag, layout) -> layout.seen(visitor));
        logical.forEach((tag, layout) -> layout.seen(visitor));
    }
}
