// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import io.weir.api.metric.MetricId;
import io.weir.sflow.CounterSample;
import io.weir.sflow.CustomSample;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * State that lives in a shard, one instance a shard.
 *
 * <p>Thread: confined to the shard, which calls every method; none may block. Samples are valid only during the call. A
 * part that throws is counted and logged, and the others go on.
 */
@ConsumerType
public interface ShardPart {
    default void onFlowSample(Observation sample) {}

    default void onDiscard(Observation sample) {}

    default void onCounterSample(DataSource source, CounterSample sample) {}

    default void onCustomSample(DataSource source, CustomSample sample) {}

    /** A metric got a value, published through {@link Shard#publish}. */
    default void onMetric(DataSource source, MetricId metric, double value) {}

    /** A metric got a text, published through {@link Shard#publishText}. */
    default void onText(DataSource source, MetricId metric, String text) {}

    /** An agent started anew: its uptime, ms, fell. */
    default void onRestart(Agent agent, long uptimeBefore, long uptime) {}

    /** The batch is over: whatever was put off within it is done now. Always called before a query and before a tick. */
    default void onBatchEnd(long millis) {}

    /** Ten times a second. */
    default void onTick(long millis) {}

    /** A data source is forgotten; its id may be given to another from now on. */
    default void onForgotten(DataSource source) {}

    /** The part goes: the last call. */
    default void onClose() {}

    /** A read view of the part for {@link Shard#view}, by its interface. */
    default <V> Optional<V> view(Class<V> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }
}
