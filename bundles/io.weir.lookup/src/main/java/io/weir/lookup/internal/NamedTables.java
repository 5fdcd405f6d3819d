// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.Definitions;
import io.weir.api.OwnedNames;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.SavedNames;
import io.weir.api.store.Store;
import io.weir.api.time.Timeline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Definitions by name with the tables that samples look into, those of people kept over restarts.
 *
 * <p>Thread: any. A table is made by whoever defines it, before any lock is taken; shards see a snapshot of all tables.
 */
abstract class NamedTables<D, T> implements Definitions<D> {
    private static final int MOST = 1000;

    private record Made<D, T>(D definition, T table, long millis) {}

    private final Function<D, String> name;
    private final Function<D, T> compile;
    private final Timeline clock;
    private final OwnedNames<Made<D, T>> names;
    private final SavedNames<D> saved;
    private volatile Map<String, T> tables = Map.of();

    /**
     * Takes up what was saved.
     *
     * @param what a definition is called in messages
     * @param name of a definition
     * @param compile makes its table
     */
    NamedTables(
            String what,
            Store.Shelf shelf,
            LabelForm<D> form,
            Function<D, String> name,
            Function<D, T> compile,
            Timeline clock) {
        this.name = name;
        this.compile = compile;
        this.clock = clock;
        names = new OwnedNames<>(what, MOST, this::changed);
        saved = new SavedNames<>(what, shelf, form);
        saved.restore((by, called, definition) -> names.define(by, called, make(definition)));
    }

    private Made<D, T> make(D definition) {
        return new Made<>(definition, compile.apply(definition), clock.millis());
    }

    @Override
    public Registration define(Owner by, D definition) {
        String defined = name.apply(definition);
        return saved.follow(defined, this::all, names.define(by, defined, make(definition)));
    }

    @Override
    public boolean undefine(Owner by, String undefined) {
        boolean gone = names.undefine(by, undefined);
        saved.follow(undefined, this::all);
        return gone;
    }

    @Override
    public Map<String, Owned<D>> all() {
        Map<String, Owned<D>> all = new LinkedHashMap<>();
        names.all()
                .forEach((each, owned) -> all.put(
                        each, new Owned<>(owned.owner(), owned.definition().definition())));
        return Collections.unmodifiableMap(all);
    }

    public OptionalLong updated(String of) {
        return names.find(of)
                .map(owned -> OptionalLong.of(owned.definition().millis()))
                .orElse(OptionalLong.empty());
    }

    private void changed(String changed, Optional<Owned<Made<D, T>>> before, Optional<Owned<Made<D, T>>> after) {
        Map<String, T> next = new LinkedHashMap<>(tables);
        after.ifPresentOrElse(now -> next.put(changed, now.definition().table()), () -> next.remove(changed));
        tables = next;
    }

    /** The tables that are in force, by name; another object after each change. */
    Map<String, T> tables() {
        return tables;
    }
}
