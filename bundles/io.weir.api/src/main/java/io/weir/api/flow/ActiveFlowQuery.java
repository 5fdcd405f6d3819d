// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import io.weir.api.InvalidInput;
import java.util.List;
import java.util.Locale;

/**
 * A question for active flows. Thread: immutable.
 *
 * @param agents addresses, host names, or {@code ALL}, {@code TOPOLOGY}, {@code EDGE}, {@code CORE}
 * @param flow the definition's name
 * @param maxFlows at most this many
 * @param minValue none below this
 * @param keyPattern fields that a key must have, joined as the definition says, an empty one matching all; empty for any
 */
public record ActiveFlowQuery(
        List<String> agents, String flow, int maxFlows, double minValue, Merge merge, String keyPattern) {
    /** What becomes of a flow that several data sources saw. */
    public enum Merge {
        /** The largest value: a packet that several hops sampled counts once. */
        MAX,
        SUM,
        AVG,
        /** Summed over edge ports only. */
        EDGE,
        /** Summed over links only. */
        CORE,
        /** One element a data source. */
        RAW;

        /** Reads {@code max}, {@code sum} … in any case. Throws {@link InvalidInput}. */
        public static Merge parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "", "max" -> MAX;
                case "sum" -> SUM;
                case "avg" -> AVG;
                case "edge" -> EDGE;
                case "core" -> CORE;
                case "raw" -> RAW;
                default ->
                    throw InvalidInput.of("aggMode", text, "unknown")
                            .suggest(List.of("max", "sum", "edge", "core", "avg", "raw"));
            };
        }
    }

    public ActiveFlowQuery {
        agents = List.copyOf(agents);
    }
}
