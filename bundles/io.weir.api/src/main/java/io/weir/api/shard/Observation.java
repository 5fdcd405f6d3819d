// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

import io.weir.packet.PacketView;
import io.weir.sflow.SampleRecords;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A packet that was sampled or discarded, as a shard sees it.
 *
 * <p>A flyweight, valid only during the call. Thread: confined to the shard.
 */
@ProviderType
public interface Observation {
    DataSource dataSource();

    /** When the datagram arrived: ms since 1970 on the clock of the shards. */
    long millis();

    /** Whether the agent discarded the packet (sample 0:5) rather than sampled it. */
    boolean discarded();

    /** Why it was discarded, as the standard numbers reasons; 0 when it was not. */
    int reason();

    /** How many packets this one stands for: the rate in this very sample, at least 1; 1 when it was discarded. */
    long samplingRate();

    /** How to read {@link #input()}: 0 ifIndex (0 unknown, 0x3fffffff internal), 1 discarded with a reason, 2 that many interfaces. */
    int inputFormat();

    long input();

    /** As {@link #inputFormat()}, of {@link #output()}. */
    int outputFormat();

    long output();

    /** Bytes of the packet on the wire, with the frame check sequence; 0 when nothing tells or it is implausible. */
    long frameLength();

    /** Bytes that the agent took off before it sampled. */
    long stripped();

    /** All records of the sample. */
    SampleRecords records();

    /** The headers of the sampled packet; no layers when the sample holds none. */
    PacketView packet();
}
