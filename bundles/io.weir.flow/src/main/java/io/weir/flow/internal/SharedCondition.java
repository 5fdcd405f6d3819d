// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.shard.Observation;

/** A filter, decided once for each sample however many definitions have it. Thread: confined to the shard. */
final class SharedCondition implements Condition {
    private final Sharing sharing;
    private final Condition condition;
    private long tested = -1;
    private boolean verdict;

    SharedCondition(Sharing sharing, Condition condition) {
        this.sharing = sharing;
        this.condition = condition;
    }

    @Override
    public boolean test(Observation sample) {
        if (tested != sharing.sample) {
            verdict = condition.test(sample);
            tested = sharing.sample;
        }
        return verdict;
    }
}
