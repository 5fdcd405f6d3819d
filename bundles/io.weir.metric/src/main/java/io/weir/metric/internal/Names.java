// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import java.util.HashMap;
import java.util.Map;

/**
 * When each metric that carries its own name had a value last. At most {@value #MOST} names; when there are as many, those that
 * had none for ten minutes give their places to others that wait untold.
 *
 * <p>Thread: confined to the shard.
 */
final class Names {
    private static final int MOST = 20_000;

    /** When a metric had a value last, at any data source. */
    static final class Seen {
        long millis;
        private boolean told;
    }

    private final Map<String, Seen> seen = new HashMap<>();

    /** What is to be updated with each value of a metric. */
    Seen of(String name) {
        Seen known = seen.get(name);
        if (known == null) {
            known = new Seen();
            if (hasRoom()) {
                known.told = true;
                seen.put(name, known);
            }
        }
        return known;
    }

    private boolean hasRoom() {
        return seen.size() < MOST;
    }

    /** What is to be updated from now on with each value of a metric: another one when its name was not told and now is. */
    Seen again(String name, Seen before) {
        if (before.told || !hasRoom()) {
            return before;
        }
        Seen now = of(name);
        now.millis = Math.max(now.millis, before.millis);
        return now;
    }

    /** Makes room when there is none. */
    void tidy(long now) {
        if (!hasRoom()) {
            seen.values().removeIf(one -> {
                one.told = now - one.millis <= Clock.ONCE;
                return !one.told;
            });
        }
    }

    void addTo(Map<String, Long> names) {
        seen.forEach((name, when) -> {
            if (when.millis != 0) {
                names.merge(name, when.millis, Math::max);
            }
        });
    }
}
