// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.sflow.Received;

/** A place of a {@link ShardRing}: what is known of the datagram whose bytes lie there. Thread: its ring's. */
final class Slot {
    final Received from = new Received();
    /** Bytes of the datagram; it may reach over several places, of which the first counts. */
    int length;
}
