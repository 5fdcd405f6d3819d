// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/**
 * How much one shard keeps, and for how long. Thread: immutable.
 *
 * @param agents how many agents at most
 * @param dataSources how many data sources at most, of all agents
 * @param dataSourcesOfAgent how many data sources of one agent at most
 * @param silence ms after which a silent agent or data source is forgotten
 */
public record Limits(int agents, int dataSources, int dataSourcesOfAgent, long silence) {
    /** What holds unless settings say otherwise, for a process with one shard. */
    public static final Limits DEFAULT = new Limits(10_000, 500_000, 20_000, 3_600_000);

    /** Bytes of the heap for each data source: the books of one take 500, what parts of the shard keep of it the rest. */
    private static final long BYTES_OF_DATA_SOURCE = 4096;

    /** How many data sources a heap holds, whoever makes them up, unless the setting says otherwise. */
    static int dataSources(long heap) {
        return (int) Math.min(DEFAULT.dataSources, heap / BYTES_OF_DATA_SOURCE);
    }
}
