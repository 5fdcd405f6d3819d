// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

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

    private final XdrCursor datagram = new XdrCursor();
    private final XdrCursor body = new XdrCursor();
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
        datagram.wrap(bytes);
        Outcome outcome = header(bytes.length(), from);
        if (outcome != Outcome.COMPLETE || !visitor.datagram(header)) {
            return outcome;
        }
        for (long i = 0; i < header.sampleCount; i++) {
            if (datagram.remaining() < 8) {
                return Outcome.TRUNCATED;
            }
            int tag = datagram.int32();
            int length = datagram.int32();
            datagram.slice(length, body);
            if (datagram.overrun()) {
                visitor.malformedSample(tag, body.remaining());
                return Outcome.TRUNCATED;
            }
            sample(tag, length, visitor);
        }
        return Outcome.COMPLETE;
    }

    private Outcome header(int length, Received from) {
        if (datagram.remaining() < 4) {
            return Outcome.TRUNCATED;
        }
        if (datagram.int32() != 5) {
            return Outcome.BAD_VERSION;
        }
        header.received = from;
        header.length = length;
        if (datagram.remaining() < 4) {
            return Outcome.TRUNCATED;
        }
        if (!address(datagram.int32(), from)) {
            return Outcome.BAD_ADDRESS;
        }
        header.subAgent = datagram.u32();
        header.sequence = datagram.u32();
        header.uptime = datagram.u32();
        header.sampleCount = datagram.u32();
        return datagram.overrun() ? Outcome.TRUNCATED : Outcome.COMPLETE;
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
                header.addressLow = 0xffff_0000_0000L | datagram.u32();
            }
            case 2 -> {
                header.addressHigh = datagram.u64();
                header.addressLow = datagram.u64();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void sample(int tag, int length, DatagramVisitor visitor) {
        boolean shown =
                switch (tag) {
                    case FLOW_SAMPLE -> flow(false, visitor);
                    case FLOW_SAMPLE_EXPANDED -> flow(true, visitor);
                    case COUNTER_SAMPLE -> counters(false, visitor);
                    case COUNTER_SAMPLE_EXPANDED -> counters(true, visitor);
                    case DISCARDED_PACKET -> discard(visitor);
                    case RTMETRIC -> custom(CustomSample.Kind.METRICS, visitor);
                    case RTFLOW -> custom(CustomSample.Kind.FLOW, visitor);
                    default -> {
                        visitor.unknownSample(tag, length);
                        yield true;
                    }
                };
        if (!shown) {
            visitor.malformedSample(tag, length);
        }
    }

    private boolean flow(boolean expanded, DatagramVisitor visitor) {
        flow.expanded = expanded;
        flow.sequence = body.u32();
        if (expanded) {
            flow.sourceClass = body.int32();
            flow.sourceIndex = body.u32();
        } else {
            int source = body.int32();
            flow.sourceClass = source >>> 24;
            flow.sourceIndex = source & 0xff_ffff;
        }
        flow.samplingRate = body.u32();
        flow.samplePool = body.u32();
        flow.drops = body.u32();
        if (expanded) {
            flow.inputFormat = body.int32();
            flow.input = body.u32();
            flow.outputFormat = body.int32();
            flow.output = body.u32();
        } else {
            int input = body.int32();
            flow.inputFormat = input >>> 30;
            flow.input = input & 0x3fff_ffff;
            int output = body.int32();
            flow.outputFormat = output >>> 30;
            flow.output = output & 0x3fff_ffff;
        }
        long records = body.u32();
        if (body.overrun()) {
            return false;
        }
        flow.records.index(body, records, true);
        visitor.flowSample(flow);
        return true;
    }

    private boolean counters(boolean expanded, DatagramVisitor visitor) {
        counters.expanded = expanded;
        counters.sequence = body.u32();
        if (expanded) {
            counters.sourceClass = body.int32();
            counters.sourceIndex = body.u32();
        } else {
            int source = body.int32();
            counters.sourceClass = source >>> 24;
            counters.sourceIndex = source & 0xff_ffff;
        }
        long records = body.u32();
        if (body.overrun()) {
            return false;
        }
        counters.records.index(body, records, false);
        visitor.counterSample(counters);
        return true;
    }

    private boolean discard(DatagramVisitor visitor) {
        discard.sequence = body.u32();
        discard.sourceClass = body.int32();
        discard.sourceIndex = body.u32();
        discard.drops = body.u32();
        discard.input = body.u32();
        discard.output = body.u32();
        discard.reason = body.int32();
        long records = body.u32();
        if (body.overrun()) {
            return false;
        }
        discard.records.index(body, records, true);
        visitor.discardedPacket(discard);
        return true;
    }

    private boolean custom(CustomSample.Kind kind, DatagramVisitor visitor) {
        custom.wrap(header, kind, body);
        if (custom.damaged()) {
            return false;
        }
        visitor.customSample(custom);
        return true;
    }
}
