// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.Layout;
import io.weir.flow.internal.Place;
import io.weir.sflow.ByteView;
import io.weir.sflow.SampleRecords;
import java.util.Arrays;

/**
 * Extractors of fields of a sample's records other than the sampled header: of layer 0 only. A tag is
 * {@code enterprise << 12 | format}. Thread: any.
 */
final class Field implements Place.Telling {
    private static final long UNKNOWN = 0xffff_ffffL;

    private final Extractor extractor;
    private final int[] tags;

    private Field(Extractor extractor, int... tags) {
        this.extractor = extractor;
        this.tags = tags;
    }

    /** What an extractor reads in records with these tags, and in none but these. */
    static Field in(Extractor extractor, int... tags) {
        return new Field(extractor, tags.clone());
    }

    @Override
    public boolean extract(Observation sample, int layer, KeyValue out) {
        return layer == 0 && extractor.extract(sample, layer, out);
    }

    @Override
    public Place place(Layout layout, int occurrence) {
        return occurrence == 0 && Arrays.stream(tags).anyMatch(layout::mayHaveRecord) ? Place.UNTOLD : Place.ABSENT;
    }

    /** Where {@code length} bytes at {@code at} of the record are, or -1 when they are not there. */
    static int find(SampleRecords records, int tag, int at, int length) {
        int index = records.find(tag);
        return index >= 0 && records.length(index) >= at + length ? records.offset(index) + at : -1;
    }

    static Field u32(int tag, int at) {
        return u32(tag, at, 0, UNKNOWN);
    }

    /** A part of 32 bits: shifted, then masked. All ones in the record stand for "unknown". */
    static Field u32(int tag, int at, int shift, long mask) {
        return in(
                (sample, layer, out) -> {
                    int place = find(sample.records(), tag, at, 4);
                    if (place < 0) {
                        return false;
                    }
                    long value = ByteView.u32(sample.records().bytes(), place);
                    return value != UNKNOWN && out.set(KeyType.INTEGER, value >>> shift & mask);
                },
                tag);
    }

    static Field bits(int tag, int at, int width) {
        return in(
                (sample, layer, out) -> {
                    int place = find(sample.records(), tag, at, 4);
                    return place >= 0
                            && out.set(
                                    KeyType.BITS,
                                    width,
                                    ByteView.u32(sample.records().bytes(), place) & (1L << width) - 1);
                },
                tag);
    }

    static Field mac(int tag, int at) {
        return in(
                (sample, layer, out) -> {
                    int place = find(sample.records(), tag, at, 6);
                    return place >= 0
                            && out.set(KeyType.MAC, Header.mac(sample.records().bytes(), place));
                },
                tag);
    }

    static Field ip4(int tag, int at) {
        return in(
                (sample, layer, out) -> {
                    int place = find(sample.records(), tag, at, 4);
                    return place >= 0
                            && out.set(
                                    KeyType.IPV4, ByteView.u32(sample.records().bytes(), place));
                },
                tag);
    }

    static Field ip6(int tag, int at) {
        return in(
                (sample, layer, out) -> {
                    int place = find(sample.records(), tag, at, 16);
                    return place >= 0 && ip6(sample.records().bytes(), place, out);
                },
                tag);
    }

    static boolean ip6(byte[] bytes, int place, KeyValue out) {
        return out.set(KeyType.IPV6, ByteView.u64(bytes, place), ByteView.u64(bytes, place + 8));
    }

    /** An {@code address} at the head of a record: of the family that {@code version} (4 or 6) names. */
    static Field address(int tag, int version) {
        int type = version == 4 ? 1 : 2;
        return in(
                (sample, layer, out) -> {
                    SampleRecords records = sample.records();
                    int place = find(records, tag, 0, version == 4 ? 8 : 20);
                    if (place < 0 || ByteView.u32(records.bytes(), place) != type) {
                        return false;
                    }
                    return version == 4
                            ? out.set(KeyType.IPV4, ByteView.u32(records.bytes(), place + 4))
                            : ip6(records.bytes(), place + 4, out);
                },
                tag);
    }

    /** The field of 32 bits that lies {@code at} bytes behind the {@code address} a record begins with. */
    static Field behindAddress(int tag, int at, int version) {
        return in(
                (sample, layer, out) -> {
                    SampleRecords records = sample.records();
                    int place = find(records, tag, 0, 4);
                    if (place < 0) {
                        return false;
                    }
                    int type = ByteView.int32(records.bytes(), place);
                    if (version != 0 && type != (version == 4 ? 1 : 2)) {
                        return false;
                    }
                    int field = find(records, tag, 4 + width(type) + at, 4);
                    return field >= 0 && out.set(KeyType.INTEGER, ByteView.u32(records.bytes(), field));
                },
                tag);
    }

    /** Bytes of an address of a type: 0 unknown, 1 IPv4, 2 IPv6. */
    static int width(int type) {
        return type == 1 ? 4 : type == 2 ? 16 : 0;
    }

    /** The {@code nth} text (from 0) of a record that has {@code before} bytes before its first. */
    static Field text(int tag, int before, int nth) {
        return in(
                (sample, layer, out) -> {
                    SampleRecords records = sample.records();
                    int index = records.find(tag);
                    return index >= 0 && text(records, index, before, nth, out);
                },
                tag);
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
    static Field behindTexts(int tag, int before, int texts, int at, int width) {
        return in(
                (sample, layer, out) -> {
                    SampleRecords records = sample.records();
                    int index = records.find(tag);
                    int place = index < 0 ? -1 : behindTexts(records, index, before, texts);
                    if (place < 0 || place + at + width > records.offset(index) + records.length(index)) {
                        return false;
                    }
                    return out.set(
                            KeyType.INTEGER,
                            width == 8
                                    ? ByteView.u64(records.bytes(), place + at)
                                    : ByteView.u32(records.bytes(), place + at));
                },
                tag);
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
