// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.flow.FlowDefinitions;
import io.weir.api.query.Queries;
import io.weir.api.shard.Shards;
import java.util.List;

/** Makes the queries of some shards, as the service registry does. */
public final class Asking {
    private Asking() {}

    public static Queries of(Shards shards, FlowDefinitions definitions) {
        return new ShardedQueries(shards, definitions, List.of());
    }
}
