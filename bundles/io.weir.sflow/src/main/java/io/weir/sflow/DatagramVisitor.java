// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

/**
 * Receives what a datagram holds, in the order of the wire.
 *
 * <p>Thread: the caller's of {@link DatagramDecoder#decode}. Every argument is valid only during the call.
 */
public interface DatagramVisitor {
    /** The head, before any sample. Answer false to skip the samples. */
    default boolean datagram(DatagramHeader header) {
        return true;
    }

    default void flowSample(FlowSample sample) {}

    default void counterSample(CounterSample sample) {}

    default void discardedPacket(DiscardSample sample) {}

    default void customSample(CustomSample sample) {}

    /** A sample of a type that is not known; it was skipped. */
    default void unknownSample(int tag, int length) {}

    /** A sample that was too short for its type; it was skipped. */
    default void malformedSample(int tag, int length) {}
}
