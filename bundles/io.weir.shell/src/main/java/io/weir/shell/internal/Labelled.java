// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import io.weir.api.OwnedNames.Owned;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What sets of groups and maps have in common: names under which lists of texts stand by label. Thread: any.
 *
 * @param what one is called in messages
 * @param all those there are
 * @param lists of one
 */
record Labelled<D>(String what, Map<String, Owned<D>> all, Function<D, Map<String, List<String>>> lists) {
    /** The lists of a name. Throws {@link InvalidInput} with the nearest names when there is none. */
    Map<String, List<String>> require(String name) {
        return lists.apply(owned(name).definition());
    }

    private Owned<D> owned(String name) {
        Owned<D> owned = all.get(name);
        if (owned == null) {
            throw unknown(what, name, all.keySet());
        }
        return owned;
    }

    /** The lists of a name with one of them replaced, or without it; none of a name that is not there yet. */
    Map<String, List<String>> changed(String name, String label, Collection<String> texts) {
        Owned<D> owned = all.get(name);
        Map<String, List<String>> changed =
                owned == null ? new LinkedHashMap<>() : new LinkedHashMap<>(lists.apply(owned.definition()));
        changed.put(label, List.copyOf(texts));
        return changed;
    }

    Map<String, List<String>> without(String name, String label) {
        Map<String, List<String>> changed = new LinkedHashMap<>(require(name));
        if (changed.remove(label) == null) {
            throw unknown("label of " + what + " " + name, label, changed.keySet());
        }
        return changed;
    }

    private static InvalidInput unknown(String what, String name, Collection<String> known) {
        return InvalidInput.of(what, name, "unknown").suggest(Nearest.to(name, known));
    }

    /** One row for each name. */
    Listing overview(Listing listing) {
        listing.column("Name", "name")
                .number("Labels", "labels")
                .number("Entries", "entries")
                .column("Owner", "owner");
        all.forEach((name, owned) -> {
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
