// SPDX-License-Identifier: Apache-2.0
/**
 * Asks every shard and makes one answer: {@link MetricQuestions} and {@link FlowQuestions} ask in {@link Rounds}, {@link ShardReader}
 * answers within a shard for the data sources of a {@link Selection}, and a {@link Tally} for each metric, or {@link TableRows}, brings
 * answers together.
 */
package io.weir.query.internal;
