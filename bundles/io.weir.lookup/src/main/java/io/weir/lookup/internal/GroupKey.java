// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The group of an address, by the sets as they are when a sample comes. Thread: confined to the shard; it looks the sets up by
 * name only when one of all has changed.
 */
final class GroupKey implements BoundKey {
    private final BoundKey address;
    private final String[] names;
    private final Supplier<Map<String, GroupTable>> all;
    private final GroupTable[] tables;
    private final KeyValue value = new KeyValue();
    private Map<String, GroupTable> seen = Map.of();

    GroupKey(BoundKey address, String[] names, Supplier<Map<String, GroupTable>> all) {
        this.address = address;
        this.names = names;
        this.all = all;
        tables = new GroupTable[names.length];
    }

    @Override
    public boolean extract(Observation sample, KeyValue out) {
        if (!address.extract(sample, value)) {
            return false;
        }
        look();
        for (GroupTable table : tables) {
            if (table != null && table.find(value, out)) {
                return true;
            }
        }
        return false;
    }

    // identity: each change makes another map
    @SuppressWarnings("ReferenceEquality")
    private void look() {
        Map<String, GroupTable> now = all.get();
        if (now == seen) {
            return;
        }
        seen = now;
        for (int i = 0; i < names.length; i++) {
            tables[i] = now.get(names[i]);
        }
    }
}
