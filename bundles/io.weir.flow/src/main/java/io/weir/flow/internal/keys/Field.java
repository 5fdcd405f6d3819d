// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.sflow.ByteView;
import io.weir.sflow.SampleRecords;

/**
 * Extractors of fields of a sample's records other than the sampled header: of layer 0 only. A tag is
 * {@code enterprise << 12 | format}. Thread: any.
 */
final class Field {
    private static final long UNKNOWN = 0xffff_ffffL;

    private Field() {}

    /** Where {@code length} bytes at {@code at} of the record are, or -1 when they are not there. */
    static int find(SampleRecords records, int tag, int at, int length) {
        int index = records.find(tag);
        return index >= 0 && records.length(index) >= at + length ? records.offset(index) + at : -1;
    }

    static Extractor u32(int tag, int at) {
        return u32(tag, at, 0, UNKNOWN);
    }

    /** A part of 32 bits: shifted, then masked. All ones in the record stand for "unknown". */
    static Extractor u32(int tag, int at, int shift, long mask) {
        return (sample, layer, out) -> {
            int place = layer == 0 ? find(sample.records(), tag, at, 4) : -1;
            if (place < 0) {
                return false;
            }
            long value = ByteView.u32(sample.records().bytes(), place);
            return value != UNKNOWN && out.set(KeyType.INTEGER, value >>> shift & mask);
        };
    }

    static Extractor bits(int tag, int at, int width) {
        return (sample, layer, out) -> {
            int place = layer == 0 ? find(sample.records(), tag, at, 4) : -1;
            return place >= 0
                    && out.set(
                            KeyType.BITS, width, ByteView.u32(sample.records().bytes(), place) & (1L << width) - 1);
        };
    }

    static Extractor mac(int tag, int at) {
        return (sample, layer, out) -> {
            int place = layer == 0 ? find(sample.records(), tag, at, 6) : -1;
            return place >= 0
                    && out.set(KeyType.MAC, Header.mac(sample.records().bytes(), place));
        };
    }

    static Extractor ip4(int tag, int at) {
        return (sample, layer, out) -> {
            int place = layer == 0 ? find(sample.records(), tag, at, 4) : -1;
            return place >= 0
                    && out.set(KeyType.IPV4, ByteView.u32(sample.records().bytes(), place));
        };
    }

    static Extractor ip6(int tag, int at) {
        return (sample, layer, out) -> {
            int place = layer == 0 ? find(sample.records(), tag, at, 16) : -1;
            return place >= 0 && ip6(sample.records().bytes(), place, out);
        };
    }

    static boolean ip6(byte[] bytes, int place, KeyValue out) {
        return out.set(KeyType.IPV6, ByteView.u64(bytes, place), ByteView.u64(bytes, place + 8));
    }

    /** An {@code address} at the head of a record: of the family that {@code version} (4 or 6) names. */
    static Extractor address(int tag, int version) {
        int type = version == 4 ? 1 : 2;
        return (sample, layer, out) -> {
            SampleRecords records = sample.records();
            int place = layer == 0 ? find(records, tag, 0, version == 4 ? 8 : 20) : -1;
            if (place < 0 || ByteView.u32(records.bytes(), place) != type) {
                return false;
            }
            return version == 4
                    ? out.set(KeyType.IPV4, ByteView.u32(records.bytes(), place + 4))
                    : ip6(records.bytes(), place + 4, out);
        };
    }

    /** The field of 32 bits that lies {@code at} bytes behind the {@code address} a record begins with. */
    static Extractor behindAddress(int tag, int at, int version) {
        return (sample, layer, out) -> {
            SampleRecords records = sample.records();
            int place = layer == 0 ? find(records, tag, 0, 4) : -1;
            if (place < 0) {
                return false;
            }
            int type = ByteView.int32(records.bytes(), place);
            if (version != 0 && type != (version == 4 ? 1 : 2)) {
                return false;
            }
            int field = find(records, tag, 4 + width(type) + at, 4);
            return field >= 0 && out.set(KeyType.INTEGER, ByteView.u32(records.bytes(), field));
        };
    }

    /** Bytes of an address of a type: 0 unknown, 1 IPv4, 2 IPv6. */
    static int width(int type) {
        return type == 1 ? 4 : type == 2 ? 16 : 0;
    }

    /** The {@code nth} text (from 0) of a record that has {@code before} bytes before its first. */
    static Extractor text(int tag, int before, int nth) {
        return (sample, layer, out) -> {
            SampleRecords records = sample.records();
            int index = layer == 0 ? records.find(tag) : -1;
            return index >= 0 && text(records, index, before, nth, out);
        };
    }

    private static boolean text(SampleRecords records, int index, int before, int nth, KeyValue out) {
        int at = behindTexts(records, index, before, nth);
        int end = records.offset(index) + records.length(index);
        if (at < 0 || end - at < 4) {
            return false;
        }
        int length = ByteView.int32(records.bytes(), at);
        return length > 0 && length <= end - at - 4 && out.set(records.bytes(), at + 4, length);
    }

    /** The place behind the first {@code texts} texts of a record, or -1. */
    private static int behindTexts(SampleRecords records, int index, int before, int texts) {
        int at = records.offset(index) + before;
        int end = records.offset(index) + records.length(index);
        for (int i = 0; i < texts; i++) {
            int length = end - at < 4 ? -1 : ByteView.int32(records.bytes(), at);
            if (length < 0 || length > end - at - 4) {
                return -1;
            }
            at += 4 + (length + 3 & ~3);
        }
        return at;
    }

    /** A field of 32 or 64 bits {@code at} bytes behind the first {@code texts} texts of a record. */
    static Extractor behindTexts(int tag, int before, int texts, int at, int width) {
        return (sample, layer, out) -> {
            SampleRecords records = sample.records();
            int index = layer == 0 ? records.find(tag) : -1;
            int place = index < 0 ? -1 : behindTexts(records, index, before, texts);
            if (place < 0 || place + at + width > records.offset(index) + records.length(index)) {
                return false;
            }
            return out.set(
                    KeyType.INTEGER,
                    width == 8 ? ByteView.u64(records.bytes(), place + at) : ByteView.u32(records.bytes(), place + at));
        };
    }

    /** The first of some extractors that finds something. */
    static Extractor first(Extractor... extractors) {
        return (sample, layer, out) -> {
            for (Extractor extractor : extractors) {
                if (extractor.extract(sample, layer, out)) {
                    return true;
                }
            }
            return false;
        };
    }
}
