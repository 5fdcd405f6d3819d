// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import java.util.HashMap;
import java.util.Map;

/**
 * When each metric that carries its own name had a value last. At most {@value #MOST} names; those beyond are not told.
 *
 * <p>Thread: confined to the shard.
 */
final class Names {
    private static final int MOST = 20_000;

    /** When a metric had a value last, at any data source. */
    static final class Seen {
        long millis;
    }

    private final Map<String, Seen> seen = new HashMap<>();

    /** What is to be updated with each value of a metric. */
    Seen of(String name) {
        Seen known = seen.get(name);
        if (known == null) {
            known = new Seen();
            if (seen.size() < MOST) {
                seen.put(name, known);
            }
        }
        return known;
    }

    void addTo(Map<String, Long> names) {
        seen.forEach((name, when) -> {
            if (when.millis != 0) {
                names.merge(name, when.millis, Math::max);
            }
        });
    }
}
