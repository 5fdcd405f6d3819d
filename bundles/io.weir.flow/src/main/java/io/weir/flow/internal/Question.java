// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import java.util.List;

/**
 * What is asked of a definition, and what of it the answer needs when shards are asked no more. Thread: immutable.
 *
 * @param generation of the definition: shards may have another for a moment when it is replaced; negative where there is none
 * @param separator of the fields of keys
 * @param statistics those of the further values
 */
record Question(ActiveFlowQuery query, long generation, String separator, List<Statistic> statistics) {
    static Question of(ActiveFlowQuery query, FlowPlan plan) {
        return new Question(
                query,
                plan.generation(),
                plan.definition.fs(),
                plan.compiled.values().stream().map(Measure::statistic).toList());
    }

    /** That about a definition which is not there. */
    static Question unknown(ActiveFlowQuery query) {
        return new Question(query, -1, "", List.of());
    }

    Merge merge() {
        return query.merge();
    }

    /** Whether one part of a flow stands for it, rather than the sum of all. */
    boolean single() {
        return merge() == Merge.MAX || merge() == Merge.RAW;
    }
}
