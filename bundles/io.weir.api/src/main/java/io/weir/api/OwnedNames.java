// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Definitions by name, each with its owner, under the rules of {@link Owner}. The log tells who took over whose.
 *
 * <p>Thread: any; changes are made one at a time, and the {@link Change} is told within that.
 */
public final class OwnedNames<D> {
    /** A definition and whose it is. */
    public record Owned<D>(Owner owner, D definition) {}

    /** Told of each change, in order, by the thread that makes it. It may throw to refuse a definition. */
    @FunctionalInterface
    public interface Change<D> {
        /**
         * Puts a change into effect.
         *
         * @param before what the name stood for; empty when it is new
         * @param after what it stands for now; empty when it is gone
         */
        void changed(String name, Optional<Owned<D>> before, Optional<Owned<D>> after);
    }

    private static final Logger LOG = LoggerFactory.getLogger(OwnedNames.class);

    private final String what;
    private final int limit;
    private final Change<D> change;
    private volatile Map<String, Owned<D>> definitions = Map.of();

    /**
     * Makes an empty set of names.
     *
     * @param what a definition is called in messages: {@code flow definition}
     * @param limit how many there may be: each costs memory and time with every sample
     */
    public OwnedNames(String what, int limit, Change<D> change) {
        this.what = what;
        this.limit = limit;
        this.change = change;
    }

    /**
     * Defines a name, or defines it anew. Closing the registration undefines it, unless it has been defined anew since.
     * Throws {@link NameTaken} when it belongs to another whom {@code by} may not displace, {@link InvalidInput} when there are too
     * many.
     */
    public synchronized Registration define(Owner by, String name, D definition) {
        Owned<D> before = definitions.get(name);
        if (before != null && !before.owner().equals(by) && !by.mayTakeOver()) {
            throw new NameTaken(what, name, before.owner());
        }
        if (before == null && definitions.size() >= limit) {
            throw InvalidInput.of(what, name, "too many are defined, remove some first: limit=" + limit);
        }
        Owned<D> after = new Owned<>(by, definition);
        change.changed(name, Optional.ofNullable(before), Optional.of(after));
        Map<String, Owned<D>> changed = new LinkedHashMap<>(definitions);
        changed.put(name, after);
        definitions = changed;
        if (before != null && !before.owner().equals(by)) {
            LOG.warn("{} \"{}\": taken over: by={} from={}", what, name, by, before.owner());
        }
        return () -> remove(name, after);
    }

    /** Undefines a name; false when there is none. Throws {@link NameTaken} as {@link #define} does. */
    public synchronized boolean undefine(Owner by, String name) {
        Owned<D> before = definitions.get(name);
        if (before == null) {
            return false;
        }
        if (!before.owner().equals(by) && !by.mayTakeOver()) {
            throw new NameTaken(what, name, before.owner());
        }
        remove(name, before);
        return true;
    }

    // identity: a registration undoes its own definition, never a later equal one
    @SuppressWarnings("ReferenceEquality")
    private synchronized void remove(String name, Owned<D> mine) {
        if (definitions.get(name) != mine) {
            return;
        }
        Map<String, Owned<D>> changed = new LinkedHashMap<>(definitions);
        changed.remove(name);
        definitions = changed;
        change.changed(name, Optional.of(mine), Optional.empty());
    }

    public Optional<Owned<D>> find(String name) {
        return Optional.ofNullable(definitions.get(name));
    }

    /** A snapshot of all, in the order of defining. */
    public Map<String, Owned<D>> all() {
        return Collections.unmodifiableMap(definitions);
    }
}
