// SPDX-License-Identifier: Apache-2.0
/**
 * Tells flows apart and rates them. Begin with {@link FlowEngine}, the service, and {@link FlowPart}, its part in a shard.
 *
 * <ul>
 *   <li>From words to a plan: {@link KeyExpression} and {@link FilterParser} read them, {@link Binding} finds what they name in the
 *       {@link Vocabulary}; {@link Standings} knows which definitions are in force, and shards pick that up as {@link Installed}.
 *   <li>From a sample to a row: a {@link FlowPlan} for each definition; what several have in common is worked out once
 *       ({@link Sharing}), where keys are in a packet once for all packets alike ({@link Layout}). {@link FlowTable} has the rows.
 *   <li>From rows to an answer: {@link ActiveFlows} for the largest of all, {@link Ranking} for metrics of data sources,
 *       {@link FlowRecords} for flows that end.
 * </ul>
 *
 * <p>Keys and key functions are rows of tables: see the package {@code keys}.
 */
package io.weir.flow.internal;
