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

    /**
     * The first of two steps towards the answer of several shards: how large the flows are here that may be in it. Those of
     * all shards tell which ones are ({@link Ranks#chosen}). Not for {@link ActiveFlowQuery.Merge#RAW}, whose answers of
     * shards need only be sorted.
     */
    Ranks ranks(ActiveFlowQuery query, Predicate<? super DataSource> where);

    /** The second step: what this shard has of the flows that were chosen. {@link Ranks#flows} makes the answer of it. */
    Shares shares(ActiveFlowQuery query, Predicate<? super DataSource> where, Ranks chosen);

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

    /** How large flows are, in one shard or in several. Thread: immutable. */
    @ProviderType
    interface Ranks {
        /**
         * The flows to be shown: the largest of these and other shards' together.
         *
         * @param all of every shard, of the same question
         */
        Ranks chosen(List<Ranks> all);

        /**
         * The flows that these chose, largest first: merged and printed. One that has ended since is left out.
         *
         * @param all what every shard has of them
         */
        List<ActiveFlow> flows(List<Shares> all);
    }

    /** What a shard has of flows that were chosen. Thread: any, one at a time. */
    @ProviderType
    interface Shares {}
}
