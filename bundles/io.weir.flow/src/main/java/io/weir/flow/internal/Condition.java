// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.util.List;

/** Decides whether a sample counts. Thread: confined to the shard; allocates nothing. */
@FunctionalInterface
interface Condition {
    boolean test(Observation sample);

    /** True when all are; tests no more than it must. */
    static Condition all(List<Condition> conditions) {
        Condition[] each = conditions.toArray(Condition[]::new);
        return each.length == 1
                ? each[0]
                : sample -> {
                    for (Condition one : each) {
                        if (!one.test(sample)) {
                            return false;
                        }
                    }
                    return true;
                };
    }

    /** True when one is; tests no more than it must. */
    static Condition any(List<Condition> conditions) {
        Condition[] each = conditions.toArray(Condition[]::new);
        return each.length == 1
                ? each[0]
                : sample -> {
                    for (Condition one : each) {
                        if (one.test(sample)) {
                            return true;
                        }
                    }
                    return false;
                };
    }

    static Condition not(Condition condition) {
        return sample -> !condition.test(sample);
    }

    /** True when the key reads as one of the values, or is missing and that is wanted. */
    static Condition equal(SharedKey key, List<Literal> values, boolean orMissing) {
        Literal[] each = values.toArray(Literal[]::new);
        return sample -> {
            if (!key.read(sample)) {
                return orMissing;
            }
            KeyValue value = key.value();
            for (Literal one : each) {
                if (one.matches(value)) {
                    return true;
                }
            }
            return false;
        };
    }
}
