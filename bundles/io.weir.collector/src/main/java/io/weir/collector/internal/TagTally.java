// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts by tag, {@code enterprise << 12 | format}, of the first {@value #MOST} tags that come; the rest count together.
 *
 * <p>Thread: written by its owner alone, read by any.
 */
final class TagTally {
    static final int MOST = 32;

    private final String name;
    private final AtomicIntegerArray tags = new AtomicIntegerArray(MOST);
    private final AtomicLongArray counts = new AtomicLongArray(MOST + 1);

    /**
     * Makes an empty one.
     *
     * @param name what is counted: shown as {@code name.enterprise:format}
     */
    TagTally(String name) {
        this.name = name;
    }

    void add(int tag) {
        int place = 0;
        while (place < MOST && counts.getPlain(place) != 0 && tags.getPlain(place) != tag) {
            place++;
        }
        if (place < MOST) {
            tags.setOpaque(place, tag);
        }
        counts.setRelease(place, counts.getPlain(place) + 1);
    }

    void show(Map<String, Number> shown) {
        for (int i = 0; i < MOST; i++) {
            long count = counts.getAcquire(i);
            if (count > 0) {
                int tag = tags.getOpaque(i);
                shown.put(name + "." + (tag >>> 12) + ":" + (tag & 0xfff), count);
            }
        }
        long others = counts.getAcquire(MOST);
        if (others > 0) {
            shown.put(name + ".others", others);
        }
    }
}
