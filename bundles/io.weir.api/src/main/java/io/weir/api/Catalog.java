// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of one kind that are in force, by name.
 *
 * <p>Thread: any. Readers see a snapshot; {@link #revision()} rises with each change.
 */
public final class Catalog<E extends Entry> {
    private record State<E>(Map<String, E> rows, long revision) {}

    private final String kind;
    private volatile State<E> state = new State<>(Map.of(), 0);

    /**
     * Makes an empty catalog.
     *
     * @param kind what a row is called in messages: {@code flow key}
     */
    public Catalog(String kind) {
        this.kind = kind;
    }

    /** Puts rows in force, all or none. Throws {@link InvalidInput} when a name is taken. */
    public synchronized Registration add(Collection<? extends E> added) {
        Map<String, E> rows = new LinkedHashMap<>(state.rows());
        for (E row : added) {
            if (rows.putIfAbsent(row.name(), row) != null) {
                throw InvalidInput.of(kind, row.name(), "name is taken");
            }
        }
        state = new State<>(rows, state.revision() + 1);
        List<? extends E> mine = List.copyOf(added);
        return () -> remove(mine);
    }

    private synchronized void remove(List<? extends E> gone) {
        Map<String, E> rows = new LinkedHashMap<>(state.rows());
        boolean changed = false;
        for (E row : gone) {
            changed |= rows.remove(row.name(), row);
        }
        if (changed) {
            state = new State<>(rows, state.revision() + 1);
        }
    }

    public Optional<E> find(String name) {
        return Optional.ofNullable(state.rows().get(name));
    }

    /** The row of a name. Throws {@link InvalidInput}, with the nearest names, when there is none. */
    public E require(String name) {
        E row = state.rows().get(name);
        if (row == null) {
            throw InvalidInput.of(kind, name, "unknown").suggest(nearest(name));
        }
        return row;
    }

    /** Names of rows that may have been meant by {@code name}, nearest first. */
    public List<String> nearest(String name) {
        return Nearest.to(name, state.rows().keySet());
    }

    /** Every row, in the order of adding. */
    public Collection<E> all() {
        return List.copyOf(state.rows().values());
    }

    /** Rises with each change. */
    public long revision() {
        return state.revision();
    }
}
