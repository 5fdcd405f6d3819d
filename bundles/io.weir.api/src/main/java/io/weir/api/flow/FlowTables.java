// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import io.weir.api.shard.DataSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/** The flows of a shard. A read view; thread: confined to the shard. Unknown names have no flows. */
@ProviderType
public interface FlowTables {
    /** Names of the definitions that are in force here. */
    Collection<String> flows();

    /**
     * The flows of the shard's data sources that {@code where} accepts, merged as asked, largest first. The query's
     * agents are the caller's business: {@code where} stands for them.
     */
    List<ActiveFlow> activeFlows(ActiveFlowQuery query, Predicate<? super DataSource> where);

    /** The flow metric of a data source; empty when nothing of it was seen. */
    Optional<FlowMetric> metric(DataSource source, String flow);

    /** The value of one flow at a data source. */
    OptionalDouble value(DataSource source, String flow, String key);

    /** Visits every flow above a value, for thresholds. */
    void above(String flow, double value, Above visitor);

    /** When each key was last seen in traffic, defined or not: ms since 1970. */
    Map<String, Long> keysSeen();

    /** Receives the flows above a value. */
    @FunctionalInterface
    interface Above {
        /**
         * A flow above the value.
         *
         * @param key prints its key
         * @param values makes the definition's further values
         * @param error95 half the width of the 95 % band, in percent of the value
         */
        void flow(DataSource source, double value, Supplier<String> key, Supplier<List<Double>> values, double error95);
    }
}
