// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.CounterSource;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import io.weir.api.lookup.GroupSet;
import io.weir.api.lookup.Groups;
import io.weir.api.store.Store;
import io.weir.api.time.Timeline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The sets of address groups, and the key function that looks in them. Thread: any. */
@Component(
        immediate = true,
        service = {Groups.class, FlowVocabularySource.class, CounterSource.class})
public final class GroupRegistry extends NamedTables<GroupSet, GroupTable>
        implements Groups, FlowVocabularySource, CounterSource {
    /** Takes up what was saved. */
    @Activate
    public GroupRegistry(@Reference Store store, @Reference Timeline clock) {
        super(
                "group set",
                store.shelf("group"),
                new LabelForm<>(GroupSet::groups, GroupSet::parse),
                GroupSet::name,
                GroupTable::of,
                clock);
    }

    @Override
    public Collection<KeyFunction> functions() {
        return List.of(new KeyFunction(
                "group",
                "group:<key>:<set>[:<set>…]",
                "The group whose longest prefix holds an address, of the first of the sets that has one.",
                this::bind));
    }

    private BoundKey bind(KeyFunction.Arguments arguments) {
        arguments.expect(2, 64);
        String[] names = new String[arguments.count() - 1];
        for (int i = 0; i < names.length; i++) {
            names[i] = arguments.text(i + 1);
        }
        return new GroupKey(arguments.key(0), names, this::tables);
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of("groupSets", tables().size());
    }
}
