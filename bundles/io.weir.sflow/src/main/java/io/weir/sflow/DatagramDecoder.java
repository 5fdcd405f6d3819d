// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

import static io.weir.sflow.ByteView.int32;
import static io.weir.sflow.ByteView.u32;

/**
 * Walks an sFlow v5 datagram.
 *
 * <p>Never throws on what the wire holds, allocates nothing, and does work in proportion to the bytes given: no count or
 * length from the wire is trusted beyond the bytes that are there. A sample is taken by its declared length, so a bad one
 * costs itself and not its neighbours.
 *
 * <p>Thread: confined to its user. Source: sFlow v5 §5.
 */
public final class DatagramDecoder {
    /** How far a datagram could be read. */
    public enum Outcome {
        /** To its end. */
        COMPLETE,
        /** It ended within its head or within a sample; the samples before that were shown. */
        TRUNCATED,
        /** It is not version 5: nothing was shown. */
        BAD_VERSION,
        /** The agent's address is of no known type: nothing was shown. */
        BAD_ADDRESS
    }

    private static final int FLOW_SAMPLE = 1;
    private static final int COUNTER_SAMPLE = 2;
    private static final int FLOW_SAMPLE_EXPANDED = 3;
    private static final int COUNTER_SAMPLE_EXPANDED = 4;
    private static final int DISCARDED_PACKET = 5;
    private static final int RTMETRIC = 4300 << 12 | 1002;
    private static final int RTFLOW = 4300 << 12 | 1003;

    private final XdrCursor head = new XdrCursor();
    private final DatagramHeader header = new DatagramHeader();
    private final FlowSample flow = new FlowSample();
    private final CounterSample counters = new CounterSample();
    private final DiscardSample discard = new DiscardSample();
    private final CustomSample custom = new CustomSample();

    public DatagramDecoder() {
        flow.datagram = header;
        counters.datagram = header;
        discard.datagram = header;
    }

    /** Shows the datagram in {@code bytes} to {@code visitor}. */
    public Outcome decode(ByteView bytes, Received from, DatagramVisitor visitor) {
        head.wrap(bytes);
        Outcome outcome = header(bytes.length(), from);
        if (outcome != Outcome.COMPLETE || !visitor.datagram(header)) {
            return outcome;
        }
        return samples(head.array(), head.position(), head.limit(), visitor);
    }

    private Outcome header(int length, Received from) {
        if (head.remaining() < 4) {
            return Outcome.TRUNCATED;
        }
        if (head.int32() != 5) {
            return Outcome.BAD_VERSION;
        }
        header.received = from;
        header.length = length;
        if (head.remaining() < 4) {
            return Outcome.TRUNCATED;
        }
        if (!address(head.int32(), from)) {
            return Outcome.BAD_ADDRESS;
        }
        header.subAgent = head.u32();
        header.sequence = head.u32();
        header.uptime = head.u32();
        header.sampleCount = head.u32();
        return head.overrun() ? Outcome.TRUNCATED : Outcome.COMPLETE;
    }

    /** Reads the agent's address; false if the type is not known. */
    private boolean address(int type, Received from) {
        header.named = type != 0;
        header.ipv6 = type == 2;
        switch (type) {
            case 0 -> {
                header.addressHigh = from.sourceHigh();
                header.addressLow = from.sourceLow();
            }
            case 1 -> {
                header.addressHigh = 0;
                header.addressLow = 0xffff_0000_0000L | head.u32();
            }
            case 2 -> {
                header.addressHigh = head.u64();
                header.addressLow = head.u64();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Outcome samples(byte[] array, int from, int limit, DatagramVisitor visitor) {
        int at = from;
        for (long left = header.sampleCount; left > 0; left--) {
            if (limit - at < 8) {
                return Outcome.TRUNCATED;
            }
            int tag = int32(array, at);
            int length = int32(array, at + 4);
            at += 8;
            if (length < 0 || length > limit - at) {
                visitor.malformedSample(tag, limit - at);
                return Outcome.TRUNCATED;
            }
            if (!sample(tag, array, at, length, visitor)) {
                visitor.malformedSample(tag, length);
            }
            at = Math.min(limit, at + length + (-length & 3));
        }
        return Outcome.COMPLETE;
    }

    /** Shows one sample; false if it is too short for its type. */
    private boolean sample(int tag, byte[] array, int at, int length, DatagramVisitor visitor) {
        return switch (tag) {
            case FLOW_SAMPLE -> flow(array, at, length, visitor);
            case COUNTER_SAMPLE -> counters(array, at, length, visitor);
            case FLOW_SAMPLE_EXPANDED -> expandedFlow(array, at, length, visitor);
            case COUNTER_SAMPLE_EXPANDED -> expandedCounters(array, at, length, visitor);
            case DISCARDED_PACKET -> discard(array, at, length, visitor);
            case RTMETRIC -> custom(CustomSample.Kind.METRICS, array, at, length, visitor);
            case RTFLOW -> custom(CustomSample.Kind.FLOW, array, at, length, visitor);
            default -> {
                visitor.unknownSample(tag, length);
                yield true;
            }
        };
    }

    private boolean flow(byte[] array, int at, int length, DatagramVisitor visitor) {
        if (length < FlowSample.COMPACT) {
            return false;
        }
        flow.wrap(at, false);
        flow.records.index(array, at + FlowSample.COMPACT, at + length, u32(array, at + 28), true);
        visitor.flowSample(flow);
        return true;
    }

    private boolean expandedFlow(byte[] array, int at, int length, DatagramVisitor visitor) {
        if (length < FlowSample.EXPANDED) {
            return false;
        }
        flow.wrap(at, true);
        flow.records.index(array, at + FlowSample.EXPANDED, at + length, u32(array, at + 40), true);
        visitor.flowSample(flow);
        return true;
    }

    private boolean counters(byte[] array, int at, int length, DatagramVisitor visitor) {
        if (length < 12) {
            return false;
        }
        int source = int32(array, at + 4);
        counters.expanded = false;
        counters.sequence = u32(array, at);
        counters.sourceClass = source >>> 24;
        counters.sourceIndex = source & 0xff_ffff;
        counters.records.index(array, at + 12, at + length, u32(array, at + 8), false);
        visitor.counterSample(counters);
        return true;
    }

    private boolean expandedCounters(byte[] array, int at, int length, DatagramVisitor visitor) {
        if (length < 16) {
            return false;
        }
        counters.expanded = true;
        counters.sequence = u32(array, at);
        counters.sourceClass = int32(array, at + 4);
        counters.sourceIndex = u32(array, at + 8);
        counters.records.index(array, at + 16, at + length, u32(array, at + 12), false);
        visitor.counterSample(counters);
        return true;
    }

    private boolean discard(byte[] array, int at, int length, DatagramVisitor visitor) {
        if (length < 32) {
            return false;
        }
        discard.sequence = u32(array, at);
        discard.sourceClass = int32(array, at + 4);
        discard.sourceIndex = u32(array, at + 8);
        discard.drops = u32(array, at + 12);
        discard.input = u32(array, at + 16);
        discard.output = u32(array, at + 20);
        discard.reason = int32(array, at + 24);
        discard.records.index(array, at + 32, at + length, u32(array, at + 28), true);
        visitor.discardedPacket(discard);
        return true;
    }

    private boolean custom(CustomSample.Kind kind, byte[] array, int at, int length, DatagramVisitor visitor) {
        custom.wrap(header, kind, array, at, length);
        if (custom.damaged()) {
            return false;
        }
        visitor.customSample(custom);
        return true;
    }
}
