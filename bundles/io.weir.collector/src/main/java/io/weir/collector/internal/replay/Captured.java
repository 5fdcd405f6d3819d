// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import io.weir.api.net.Address;

/**
 * A UDP datagram out of a capture that holds sFlow. Thread: immutable, as long as nobody writes to the payload.
 *
 * @param nanos when it was captured, ns since 1970
 * @param source where it came from, as the IP header says
 * @param payload the datagram behind its UDP header
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Captured(long nanos, Address source, int sourcePort, int destinationPort, byte[] payload) {
    /** When it was captured, ms since 1970. */
    public long millis() {
        return Math.floorDiv(nanos, 1_000_000L);
    }
}
