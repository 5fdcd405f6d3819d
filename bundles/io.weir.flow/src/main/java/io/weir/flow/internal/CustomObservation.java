// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Observation;
import io.weir.packet.PacketView;
import io.weir.sflow.ByteView;
import io.weir.sflow.CustomSample;
import io.weir.sflow.SampleRecords;
import java.util.Arrays;

/**
 * A flow that a user's program reports (rtflow, 4300:1003), as definitions see it: its fields are keys, and it has no packet.
 *
 * <p>A flyweight, valid only during the call. Thread: confined to the shard.
 */
final class CustomObservation implements Observation {
    private static final int MOST_FIELDS = 64;
    private static final int STRING = 0;
    private static final int MAC = 1;
    private static final int IP4 = 2;
    private static final int IP6 = 3;
    private static final int INT32 = 4;
    private static final int INT64 = 5;
    private static final int FLOAT = 6;
    private static final int DOUBLE = 7;

    private final SampleRecords records = new SampleRecords();
    private final PacketView packet = new PacketView();
    private final int[] nameOffsets = new int[MOST_FIELDS];
    private final int[] nameLengths = new int[MOST_FIELDS];
    private final int[] types = new int[MOST_FIELDS];
    private final int[] valueOffsets = new int[MOST_FIELDS];
    private final int[] valueLengths = new int[MOST_FIELDS];
    private DataSource source;
    private long millis;
    private long samplingRate;
    private byte[] bytes = {};
    private int fields;

    /** Takes a sample's fields up, the first {@value #MOST_FIELDS}. */
    void take(DataSource source, CustomSample sample, long millis) {
        this.source = source;
        this.millis = millis;
        samplingRate = Math.max(1, sample.samplingRate());
        bytes = sample.bytes();
        fields = 0;
        sample.rewind();
        while (fields < MOST_FIELDS && sample.next()) {
            nameOffsets[fields] = sample.nameOffset();
            nameLengths[fields] = sample.nameLength();
            types[fields] = sample.type();
            valueOffsets[fields] = sample.valueOffset();
            valueLengths[fields] = sample.valueLength();
            fields++;
        }
    }

    int fields() {
        return fields;
    }

    /** A hash of the names of all fields: samples of one program have one. */
    long schema() {
        long hash = fields;
        for (int i = 0; i < fields; i++) {
            for (int at = nameOffsets[i]; at < nameOffsets[i] + nameLengths[i]; at++) {
                hash = 31 * hash + bytes[at];
            }
            hash = 31 * hash + types[i];
        }
        return hash;
    }

    /** The name of a field as it came; never trusted. */
    String name(int field) {
        return KeyValue.printText(bytes, nameOffsets[field], nameLengths[field]);
    }

    /** What the values of a field are. */
    KeyType type(int field) {
        return switch (types[field]) {
            case STRING -> KeyType.TEXT;
            case MAC -> KeyType.MAC;
            case IP4 -> KeyType.IPV4;
            case IP6 -> KeyType.IPV6;
            default -> KeyType.INTEGER;
        };
    }

    private boolean named(int field, byte[] name) {
        int from = nameOffsets[field];
        return Arrays.equals(bytes, from, from + nameLengths[field], name, 0, name.length);
    }

    /** Puts the value of the field of a name; false when there is none. */
    boolean field(byte[] name, KeyValue out) {
        for (int i = 0; i < fields; i++) {
            if (named(i, name)) {
                return value(i, out);
            }
        }
        return false;
    }

    private boolean value(int field, KeyValue out) {
        int at = valueOffsets[field];
        return switch (types[field]) {
            case STRING -> out.set(bytes, at, valueLengths[field]);
            case MAC -> out.set(KeyType.MAC, ByteView.u64(bytes, at) >>> 16);
            case IP4 -> out.set(KeyType.IPV4, ByteView.u32(bytes, at));
            case IP6 -> out.set(KeyType.IPV6, ByteView.u64(bytes, at), ByteView.u64(bytes, at + 8));
            case INT32 -> out.set(KeyType.INTEGER, ByteView.int32(bytes, at));
            case INT64 -> out.set(KeyType.INTEGER, ByteView.u64(bytes, at));
            case FLOAT -> rounded(Float.intBitsToFloat(ByteView.int32(bytes, at)), out);
            case DOUBLE -> rounded(Double.longBitsToDouble(ByteView.u64(bytes, at)), out);
            default -> false;
        };
    }

    /** Keys are whole numbers. */
    private static boolean rounded(double value, KeyValue out) {
        return Double.isFinite(value) && out.set(KeyType.INTEGER, Math.round(value));
    }

    @Override
    public DataSource dataSource() {
        return source;
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public boolean discarded() {
        return false;
    }

    @Override
    public int reason() {
        return 0;
    }

    @Override
    public long samplingRate() {
        return samplingRate;
    }

    @Override
    public int inputFormat() {
        return 0;
    }

    @Override
    public long input() {
        return 0;
    }

    @Override
    public int outputFormat() {
        return 0;
    }

    @Override
    public long output() {
        return 0;
    }

    @Override
    public long frameLength() {
        return 0;
    }

    @Override
    public long stripped() {
        return 0;
    }

    @Override
    public SampleRecords records() {
        return records;
    }

    @Override
    public PacketView packet() {
        return packet;
    }
}
