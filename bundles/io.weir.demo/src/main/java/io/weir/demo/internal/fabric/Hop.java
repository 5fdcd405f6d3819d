// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.fabric;

import io.weir.demo.internal.encoder.Structure;
import java.util.List;
import java.util.Optional;

/**
 * How a stream passes a switch. Thread: immutable.
 *
 * @param out empty where an access list ends the way
 * @param sourceMac of the frame as it comes in
 * @param destinationMac of the frame as it comes in
 * @param ttl of the packet as it comes in
 * @param records what the switch tells of its decision
 */
record Hop(
        Switch at,
        Port in,
        Optional<Port> out,
        String sourceMac,
        String destinationMac,
        int ttl,
        List<Structure> records) {}
