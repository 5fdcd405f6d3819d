// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.InvalidInput;
import io.weir.api.Registration;
import io.weir.api.metric.CounterStructure;
import io.weir.api.metric.CounterStructureSource;
import io.weir.api.metric.DerivedMetric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The counter structures that are in force, and the metrics derived of them.
 *
 * <p>Thread: any. Readers see a snapshot whose revision rises with each change.
 */
final class StructureCatalog {
    /** What is in force. Thread: immutable. */
    record State(long revision, List<CounterStructure> structures, List<DerivedMetric> derived) {
        State {
            structures = List.copyOf(structures);
            derived = List.copyOf(derived);
        }
    }

    private volatile State state = new State(0, List.of(), List.of());

    /** Puts a source's rows in force, all or none. Throws {@link InvalidInput}. */
    synchronized Registration add(CounterStructureSource source) {
        List<CounterStructure> structures = new ArrayList<>(state.structures());
        List<DerivedMetric> derived = new ArrayList<>(state.derived());
        List<CounterStructure> added = List.copyOf(source.structures());
        List<DerivedMetric> computed = List.copyOf(source.derived());
        structures.addAll(added);
        derived.addAll(computed);
        check(structures, derived);
        state = new State(state.revision() + 1, structures, derived);
        return () -> remove(added, computed);
    }

    private static void check(List<CounterStructure> structures, List<DerivedMetric> derived) {
        Set<Object> taken = new HashSet<>();
        for (CounterStructure structure : structures) {
            if (!taken.add(structure.name()) || !taken.add(structure.tag())) {
                throw InvalidInput.of("counter structure", structure.name(), "name or tag is taken");
            }
            new Layout(structure, false, of(structure, derived));
        }
        for (DerivedMetric row : derived) {
            if (!taken.contains(row.structure())) {
                throw InvalidInput.of(
                        "derived metric", row.name(), "unknown counter structure: structure=" + row.structure());
            }
        }
    }

    /** The rows derived of a structure. */
    static List<DerivedMetric> of(CounterStructure structure, List<DerivedMetric> derived) {
        return derived.stream()
                .filter(row -> row.structure().equals(structure.name()))
                .toList();
    }

    private synchronized void remove(List<CounterStructure> structures, List<DerivedMetric> derived) {
        List<CounterStructure> kept = new ArrayList<>(state.structures());
        List<DerivedMetric> computed = new ArrayList<>(state.derived());
        kept.removeAll(structures);
        computed.removeAll(derived);
        state = new State(state.revision() + 1, kept, computed);
    }

    long revision() {
        return state.revision();
    }

    /** Layouts of what is in force, for one shard, which had {@code before}. */
    Layouts layouts(Layouts before) {
        return new Layouts(state, before);
    }
}
