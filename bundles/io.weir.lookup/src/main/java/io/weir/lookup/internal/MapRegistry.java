// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.CounterSource;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyPrinter;
import io.weir.api.flow.KeyValue;
import io.weir.api.lookup.LabelMap;
import io.weir.api.lookup.Maps;
import io.weir.api.store.Store;
import io.weir.api.time.Timeline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The maps, and the key function that looks in them. Thread: any. */
@Component(
        immediate = true,
        service = {Maps.class, FlowVocabularySource.class, CounterSource.class})
public final class MapRegistry extends NamedTables<LabelMap, LabelTable>
        implements Maps, FlowVocabularySource, CounterSource {
    /** Takes up what was saved. */
    @Activate
    public MapRegistry(@Reference Store store, @Reference Timeline clock) {
        super(
                "map",
                store.shelf("map"),
                new LabelForm<>(LabelMap::labels, LabelMap::parse),
                LabelMap::name,
                LabelTable::of,
                clock);
    }

    @Override
    public Collection<KeyFunction> functions() {
        return List.of(new KeyFunction(
                "map", "map:<key>:<map>", "The label that a map has for the text of a key.", this::bind));
    }

    private BoundKey bind(KeyFunction.Arguments arguments) {
        arguments.expect(2, 2);
        BoundKey key = arguments.key(0);
        String name = arguments.text(1);
        KeyValue value = new KeyValue();
        byte[] room = new byte[KeyPrinter.LONGEST];
        return (sample, out) -> {
            LabelTable table = tables().get(name);
            return table != null && key.extract(sample, value) && table.find(value, room, out);
        };
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of("maps", tables().size());
    }
}
