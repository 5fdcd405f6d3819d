// SPDX-License-Identifier: Apache-2.0
package io.weir.api.query;

import io.weir.api.InvalidInput;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.shard.AgentBook;
import io.weir.api.shard.DataSourceBook;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Questions over all shards.
 *
 * <p>Thread: any; answers come on a thread that must not be held. A malformed question throws {@link InvalidInput} at
 * once. Ages are in ms before now on the clock of the shards.
 */
@ProviderType
public interface Queries {
    /** One answer for each metric, in order. */
    CompletableFuture<List<MetricResult>> metrics(MetricQuery query);

    /** Rows of one answer for each metric; see {@code sort:} and {@code null:}. */
    CompletableFuture<List<List<MetricResult>>> table(MetricQuery query);

    /** Every value of every metric asked for ({@code ALL} is all). */
    CompletableFuture<List<MetricResult>> dump(MetricQuery query);

    /** All values of an agent by {@code dataSource.metric}; empty when there is no such agent. */
    CompletableFuture<Optional<Map<String, Object>>> values(String agent);

    /** Every metric there is, with its age. */
    CompletableFuture<Map<String, Long>> metricNames();

    /** Every flow key that traffic shows, with its age. */
    CompletableFuture<Map<String, Long>> flowKeys();

    /** Active flows, largest first. Throws {@link InvalidInput} when there is no such definition. */
    CompletableFuture<List<ActiveFlow>> activeFlows(ActiveFlowQuery query);

    /** The value of one flow. */
    CompletableFuture<OptionalDouble> flowValue(String agent, String dataSource, String flow, String key);

    /** The data sources that see one flow now, with its value at each, largest first. Throws as {@link #activeFlows} does. */
    default CompletableFuture<List<ActiveFlow>> flowLocations(List<String> agents, String flow, String key) {
        return activeFlows(new ActiveFlowQuery(agents, flow, Integer.MAX_VALUE, 0, Merge.RAW, key))
                .thenApply(found ->
                        found.stream().filter(each -> each.key().equals(key)).toList());
    }

    /** The books of the agents listed, or of all when none is, by address. */
    CompletableFuture<List<AgentBook>> agents(Collection<String> agents);

    /** The book of a data source. */
    CompletableFuture<Optional<DataSourceBook>> dataSource(String agent, String dataSource);

    /** The books of all data sources of an agent, those without a counter too; empty when there is no such agent. */
    CompletableFuture<List<DataSourceBook>> dataSources(String agent);

    /** What the platform counts about itself. */
    CompletableFuture<Map<String, Object>> analyzer();
}
