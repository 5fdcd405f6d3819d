// SPDX-License-Identifier: Apache-2.0
/**
 * Receives datagrams, keeps the books of agents and data sources, and runs the shards.
 *
 * <p>The way of a datagram: {@link Collector} opens {@link UdpSockets}, whose {@link UdpHandler} copies it into the
 * {@link ShardRing} of its agent's shard; {@link ShardLoop}, the shard's thread, takes it out, and {@link ShardCore} decodes it;
 * {@link SampleIntake} books each sample with its {@link AgentState} and {@link DataSourceState}, and shows it to the
 * {@link Parts} that other bundles contribute. {@link RingShards} is the service that asks shards.
 *
 * <p>In a replay ({@code replay}) {@link DrivenShards} stands in for the sockets, on the same rings.
 */
package io.weir.collector.internal;
