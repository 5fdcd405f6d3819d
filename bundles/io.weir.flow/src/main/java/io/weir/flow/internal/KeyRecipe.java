// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.packet.PacketView;
import io.weir.sflow.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How the keys of a list are read in all packets of a {@link Layout}: which numbers there are to read, what they add to the
 * hash, and what they make in bytes. Thread: immutable.
 */
final class KeyRecipe {
    /** Packets lack a key. */
    static final KeyRecipe LACKING = new KeyRecipe(new Draft());

    /** That cannot be told: each key is to be asked. */
    static final KeyRecipe ASKING = new KeyRecipe(new Draft());

    /** What {@link #read} answers when the keys are to be asked; if it should be a hash, that does no harm. */
    static final long UNREAD = 0;

    /** A number that is no part of the packet. */
    private record OfSample(int place, NumberExtractor extractor, KeyHash.Salt salt) {}

    private static final class Draft {
        final List<KeyPiece> pieces = new ArrayList<>();
        final List<Long> inHeader = new ArrayList<>();
        final List<OfSample> ofSample = new ArrayList<>();
        long constant;
    }

    /** What the key's bytes are made of, in their order; each takes the number at its place, where {@link #read} has put one. */
    final KeyPiece[] pieces;

    /**
     * Of each number in a header four words, all in one array for they are read for every sample: where it is ({@link #where}),
     * its mask, and the two of its salt.
     */
    private final long[] inHeader;

    private final OfSample[] ofSample;
    /** What keys that are the same in all packets add to the hash. */
    private final long constant;

    private KeyRecipe(Draft draft) {
        pieces = draft.pieces.toArray(KeyPiece[]::new);
        inHeader = draft.inHeader.stream().mapToLong(Long::longValue).toArray();
        ofSample = draft.ofSample.toArray(OfSample[]::new);
        constant = draft.constant;
    }

    /** The recipe of the keys at these places. */
    static KeyRecipe of(List<Place> places, KeyHash hashes) {
        if (places.contains(Place.ABSENT)) {
            return LACKING;
        }
        if (places.contains(Place.UNTOLD) || places.isEmpty()) {
            return ASKING;
        }
        Draft draft = new Draft();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            if (place instanceof Place.Field field) {
                field(i, field, hashes, draft);
            } else if (place instanceof Place.OfSample number) {
                KeyHash.Salt salt = hashes.salt(i, number.type(), 0, false);
                draft.ofSample.add(new OfSample(draft.pieces.size(), number.extractor(), salt));
                draft.pieces.add(KeyPiece.number(number.type(), 4, 0));
            } else if (place instanceof Place.Text text) {
                KeyValue value = text(text);
                draft.pieces.addAll(KeyPiece.of(value));
                draft.constant += hashes.part(i, value);
            }
        }
        return new KeyRecipe(draft);
    }

    private static void field(int key, Place.Field field, KeyHash hashes, Draft draft) {
        KeyType type = field.type();
        int end = field.at() + field.width();
        KeyHash.Salt salt = hashes.salt(key, type, field.high(), false);
        if (field.width() == 16) {
            draft.pieces.add(KeyPiece.head(type));
            header(field, end - 8, -1, salt, draft);
            draft.pieces.add(KeyPiece.half());
            header(field, end, -1, hashes.salt(key, type, 0, true), draft);
            draft.pieces.add(KeyPiece.half());
        } else {
            long whole = (1L << 8 * field.width()) - 1;
            header(field, end, field.mask() & whole >>> field.shift(), salt, draft);
            draft.pieces.add(KeyPiece.number(type, field.width(), field.high()));
        }
    }

    private static void header(Place.Field field, int end, long mask, KeyHash.Salt salt, Draft draft) {
        int shift = field.width() == 16 ? 0 : field.shift();
        long where = where(draft.pieces.size(), field.layer(), end, shift);
        draft.inHeader.addAll(List.of(where, mask, salt.addend(), salt.factor()));
    }

    /**
     * What tells a number in a header: in eight bytes that end {@code end} behind the begin of a layer, shifted.
     *
     * @param place where it goes
     */
    private static long where(int place, int layer, int end, int shift) {
        return (long) place << 32 | (long) shift << 24 | (long) layer << 16 | end;
    }

    private static KeyValue text(Place.Text text) {
        byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
        KeyValue value = new KeyValue();
        value.set(bytes, 0, bytes.length);
        return value;
    }

    /**
     * Reads the numbers of a sample into {@code out}, from {@code start} on. The loop that costs most: keep it small.
     *
     * @return their hash; {@link #UNREAD} if the header was cut off before one, or one cannot be told
     */
    long read(Observation sample, long[] out, int start) {
        PacketView packet = sample.packet();
        byte[] header = packet.bytes();
        int limit = packet.limit();
        long[] numbers = inHeader;
        long hash = constant;
        for (int i = 0; i < numbers.length - 3; i += 4) {
            long where = numbers[i];
            int end = packet.offset((int) where >>> 16 & 0xff) + ((int) where & 0xffff);
            if (end > limit) {
                return UNREAD;
            }
            long number = ByteView.u64(header, end - 8) >>> (where >>> 24) & numbers[i + 1];
            out[start + (int) (where >>> 32)] = number;
            hash += KeyHash.part(number, numbers[i + 2], numbers[i + 3]);
        }
        for (OfSample number : ofSample) {
            long read = number.extractor.number(sample);
            if (read == NumberExtractor.UNTOLD) {
                return UNREAD;
            }
            out[start + number.place] = read;
            hash += KeyHash.part(read, number.salt);
        }
        return hash;
    }
}
