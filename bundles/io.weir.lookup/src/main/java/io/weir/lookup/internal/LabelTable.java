// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.flow.KeyPrinter;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.lookup.LabelMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A map as samples look into it: texts by texts. Thread: immutable.
 *
 * <p>Open addressing, at most half full; a look-up allocates nothing. Senders of samples choose what is looked up, never what
 * is in it.
 */
final class LabelTable {
    private final byte[][] keys;
    private final byte[][] labels;
    private final int mask;
    /** Odd, and another in each table, so that nobody can write a map whose texts all fall on one slot. */
    private final int factor = ThreadLocalRandom.current().nextInt() << 3 | 3;

    private LabelTable(int size) {
        int slots = Integer.highestOneBit(Math.max(4, 4 * size - 1));
        keys = new byte[slots][];
        labels = new byte[slots][];
        mask = slots - 1;
    }

    static LabelTable of(LabelMap map) {
        int size = map.labels().values().stream().mapToInt(List::size).sum();
        LabelTable table = new LabelTable(size);
        for (Map.Entry<String, List<String>> each : map.labels().entrySet()) {
            byte[] label = each.getKey().getBytes(StandardCharsets.UTF_8);
            each.getValue().forEach(text -> table.put(text.getBytes(StandardCharsets.UTF_8), label));
        }
        return table;
    }

    private void put(byte[] key, byte[] label) {
        int slot = slot(key, 0, key.length);
        if (keys[slot] == null) {
            keys[slot] = key;
            labels[slot] = label;
        }
    }

    /** Where a text is, or would be. */
    private int slot(byte[] text, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = factor * hash + text[i];
        }
        int slot = hash * 0x9e37_79b9 >>> 8 & mask;
        while (keys[slot] != null && !Arrays.equals(keys[slot], 0, keys[slot].length, text, offset, offset + length)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /**
     * Puts the label of a value; false when it has none.
     *
     * @param room where the value is printed, {@link KeyPrinter#LONGEST} bytes
     */
    boolean find(KeyValue value, byte[] room, KeyValue out) {
        int slot = value.type() == KeyType.TEXT
                ? slot(value.array(), value.offset(), value.length())
                : slot(room, 0, KeyPrinter.print(value, room, 0));
        return keys[slot] != null && out.set(labels[slot], 0, labels[slot].length);
    }
}
