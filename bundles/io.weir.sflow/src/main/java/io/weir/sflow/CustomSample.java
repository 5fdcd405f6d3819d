// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

/**
 * Metrics ({@code rtmetric}, 4300:1002) or one flow ({@code rtflow}, 4300:1003) that a user's own program reports.
 *
 * <p>A flyweight, valid only during the call. Fields are visited in order:
 *
 * <pre>{@code
 * while (sample.next()) {
 *     switch (sample.type()) { … }
 * }
 * }</pre>
 */
public final class CustomSample {
    /** What a sample of this kind holds, and how its values are typed on the wire. */
    public enum Kind {
        /** Types: 0 string, 1 counter32, 2 counter64, 3 gauge32, 4 gauge64, 5 gaugeFloat, 6 gaugeDouble. */
        METRICS,
        /** Types: 0 string, 1 MAC, 2 IPv4, 3 IPv6, 4 int32, 5 int64, 6 float, 7 double. */
        FLOW
    }

    /** The longest name, in bytes, of a data source or field. */
    public static final int MAX_NAME = 64;

    private final XdrCursor body = new XdrCursor();
    DatagramHeader datagram;
    private Kind kind = Kind.METRICS;
    private int sourceOffset;
    private int sourceLength;
    private long samplingRate;
    private long samplePool;
    private long claimed;
    private int firstField;
    private long left;
    private int nameOffset;
    private int nameLength;
    private int type;
    private int valueOffset;
    private int valueLength;
    private boolean damaged;

    void wrap(DatagramHeader datagram, Kind kind, byte[] array, int offset, int length) {
        this.datagram = datagram;
        this.kind = kind;
        body.wrap(array, offset, length);
        sourceLength = body.int32();
        sourceOffset = body.opaque(sourceLength);
        samplingRate = kind == Kind.FLOW ? body.u32() : 1;
        samplePool = kind == Kind.FLOW ? body.u32() : 0;
        claimed = body.u32();
        firstField = body.position();
        left = claimed;
        damaged = body.overrun() || sourceLength > MAX_NAME;
        if (damaged) {
            sourceLength = 0;
            left = 0;
        }
    }

    /** Goes back to before the first field, for the next reader. */
    public void rewind() {
        body.wrap(body.array(), firstField, body.limit() - firstField);
        left = claimed;
        damaged = false;
    }

    /** Moves to the next field; false when there is none, or when what follows cannot be read ({@link #damaged()}). */
    public boolean next() {
        if (left <= 0 || damaged) {
            return false;
        }
        left--;
        nameLength = body.int32();
        nameOffset = body.opaque(nameLength);
        type = body.int32();
        valueLength = kind == Kind.METRICS ? metricLength() : flowLength();
        valueOffset = body.opaque(valueLength);
        damaged = body.overrun() || nameLength > MAX_NAME || valueLength < 0;
        return !damaged;
    }

    private int metricLength() {
        return switch (type) {
            case 0 -> body.int32();
            case 1, 3, 5 -> 4;
            case 2, 4, 6 -> 8;
            default -> -1;
        };
    }

    private int flowLength() {
        return switch (type) {
            case 0 -> body.int32();
            case 1 -> 6;
            case 2, 4, 6 -> 4;
            case 5, 7 -> 8;
            case 3 -> 16;
            default -> -1;
        };
    }

    public DatagramHeader datagram() {
        return datagram;
    }

    public Kind kind() {
        return kind;
    }

    public byte[] bytes() {
        return body.array();
    }

    /** Where the data source's name begins in {@link #bytes()}. */
    public int sourceOffset() {
        return sourceOffset;
    }

    public int sourceLength() {
        return sourceLength;
    }

    /** One flow in this many is reported; 1 for metrics. */
    public long samplingRate() {
        return samplingRate;
    }

    public long samplePool() {
        return samplePool;
    }

    /** Where the present field's name begins in {@link #bytes()}. */
    public int nameOffset() {
        return nameOffset;
    }

    public int nameLength() {
        return nameLength;
    }

    /** The present field's type, as {@link Kind} says. */
    public int type() {
        return type;
    }

    /** Where the present field's value begins in {@link #bytes()}; its width follows from {@link #type()}. */
    public int valueOffset() {
        return valueOffset;
    }

    public int valueLength() {
        return valueLength;
    }

    /** Whether the sample, or a field met so far, could not be read to its end. */
    public boolean damaged() {
        return damaged;
    }
}
