// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.Definitions;
import io.weir.api.InvalidInput;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What sets of groups and maps have in common: names under which lists of texts stand by label. Thread: any.
 *
 * @param what one is called in messages
 * @param definitions those there are
 * @param lists of one
 * @param parse makes one of a name and lists
 */
record Labelled<D>(
        String what,
        Definitions<D> definitions,
        Function<D, Map<String, List<String>>> lists,
        BiFunction<String, Map<String, List<String>>, D> parse) {
    /** The lists of a name. Throws {@link InvalidInput} with the nearest names when there is none. */
    Map<String, List<String>> require(String name) {
        Map<String, Owned<D>> all = definitions.all();
        if (!all.containsKey(name)) {
            throw WeirCommand.unknown(what, name, all.keySet());
        }
        return lists.apply(all.get(name).definition());
    }

    /** Puts in force a name with one list replaced, the others as they are; the name may be new. */
    void change(String name, String label, Collection<String> texts) {
        Owned<D> owned = definitions.all().get(name);
        Map<String, List<String>> changed =
                owned == null ? new LinkedHashMap<>() : new LinkedHashMap<>(lists.apply(owned.definition()));
        changed.put(label, List.copyOf(texts));
        definitions.define(Owner.SHELL, parse.apply(name, changed));
    }

    /** Takes a list from a name, or the name itself when the label is empty. */
    void remove(String name, String label) {
        Map<String, List<String>> changed = new LinkedHashMap<>(require(name));
        if (label.isEmpty()) {
            definitions.undefine(Owner.SHELL, name);
            return;
        }
        if (changed.remove(label) == null) {
            throw WeirCommand.unknown("label of " + what + " " + name, label, changed.keySet());
        }
        definitions.define(Owner.SHELL, parse.apply(name, changed));
    }

    /** One row for each name. */
    Listing overview(Listing listing) {
        listing.column("Name", "name")
                .number("Labels", "labels")
                .number("Entries", "entries")
                .column("Owner", "owner");
        definitions.all().forEach((name, owned) -> {
            Map<String, List<String>> of = lists.apply(owned.definition());
            listing.row(
                    Cell.text(name),
                    Cell.count(of.size()),
                    Cell.count(of.values().stream().mapToInt(List::size).sum()),
                    Cell.text(owned.owner().toString()));
        });
        return listing;
    }

    /** One row for each label of a name. */
    Listing contents(Listing listing, String name, String head) {
        listing.column(head, "label").column("Entries", "entries");
        require(name).forEach((label, texts) -> listing.row(Cell.text(label), Cell.texts(texts)));
        return listing;
    }
}
