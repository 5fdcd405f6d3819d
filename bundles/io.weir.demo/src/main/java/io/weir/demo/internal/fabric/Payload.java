// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.fabric;

import io.weir.demo.internal.encoder.PacketBuilder;
import java.util.random.RandomGenerator;

/** What the packets of a stream hold; all of one length. Thread: any. */
@FunctionalInterface
public interface Payload {
    /** Adds everything behind the Ethernet header of one packet, and returns the packet. */
    PacketBuilder behind(PacketBuilder ethernet, RandomGenerator random);
}
