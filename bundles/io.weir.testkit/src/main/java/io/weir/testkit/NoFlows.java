// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.FlowMetric;
import io.weir.api.flow.FlowTables;
import io.weir.api.shard.DataSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Flow tables without flows: who stands for some says what of them a test asks for. */
public interface NoFlows extends FlowTables {
    @Override
    default Collection<String> flows() {
        return List.of();
    }

    @Override
    default List<ActiveFlow> activeFlows(ActiveFlowQuery query, Predicate<? super DataSource> where) {
        return List.of();
    }

    @Override
    default Ranks ranks(ActiveFlowQuery query, Predicate<? super DataSource> where) {
        throw new UnsupportedOperationException();
    }

    @Override
    default Shares shares(ActiveFlowQuery query, Predicate<? super DataSource> where, Ranks chosen) {
        throw new UnsupportedOperationException();
    }

    @Override
    default Optional<FlowMetric> metric(DataSource source, String flow) {
        return Optional.empty();
    }

    @Override
    default OptionalDouble value(DataSource source, String flow, String key) {
        return OptionalDouble.empty();
    }

    @Override
    default void above(String flow, double value, Above visitor) {
        // nothing is
    }

    @Override
    default Map<String, Long> keysSeen() {
        return Map.of();
    }
}
