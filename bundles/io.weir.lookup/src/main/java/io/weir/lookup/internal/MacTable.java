// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.flow.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;

/** Texts by MAC address. Thread: immutable; a look-up is a binary search and allocates nothing. */
final class MacTable {
    private final long[] macs;
    private final byte[][] texts;

    MacTable(SortedMap<Long, String> byMac) {
        macs = byMac.keySet().stream().mapToLong(Long::longValue).toArray();
        texts = byMac.values().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    boolean find(long mac, KeyValue out) {
        int at = Arrays.binarySearch(macs, mac);
        return at >= 0 && out.set(texts[at], 0, texts[at].length);
    }
}
