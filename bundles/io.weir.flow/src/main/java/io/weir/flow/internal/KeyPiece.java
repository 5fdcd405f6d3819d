// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.sflow.ByteView;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a key's bytes, eight at most, and where it comes from: eight bytes of a header that end with a field, of which
 * some are kept.
 *
 * <p>Its number is all that the hash needs; the bytes are put together when a row is written. Thread: immutable.
 */
final class KeyPiece {
    /** The header's layer, and where in it the field ends. */
    final int layer;

    final int end;
    private final int shift;
    private final long mask;
    private final long salt;
    private final long factor;
    /** What comes before the number: uppermost, in so many bytes. */
    private final long head;

    private final int headBytes;
    /** Bytes of the number if it is always as long; else as many as it needs. */
    private final int width;

    private final int trimmed;
    /** Where the head tells how many bytes there are. */
    private final long widthMask;

    private KeyPiece(
            int layer,
            int end,
            int shift,
            long mask,
            KeyHash.Salt salt,
            long head,
            int headBytes,
            int width,
            boolean telling) {
        this.salt = salt.addend();
        this.factor = salt.factor();
        this.layer = layer;
        this.end = end;
        this.shift = shift;
        this.mask = mask;
        this.head = head;
        this.headBytes = headBytes;
        this.width = Math.max(0, width);
        this.trimmed = width < 0 ? -1 : 0;
        this.widthMask = telling ? 0xfL << 56 : 0;
    }

    /** The first {@code length} bytes of a word. */
    private static KeyPiece constant(long bytes, int length) {
        return new KeyPiece(0, 0, 0, 0, KeyHash.Salt.NONE, bytes, length, 0, false);
    }

    /** Eight bytes as they are. */
    private static KeyPiece raw(int layer, int end, KeyHash.Salt salt) {
        return new KeyPiece(layer, end, 0, -1, salt, 0, 0, 8, false);
    }

    /** The pieces of a key that always is this text. */
    static List<KeyPiece> of(KeyValue text) {
        byte[] field = new byte[KeyBytes.LONGEST_FIELD + 8];
        int end = KeyBytes.put(text, field, 0);
        List<KeyPiece> pieces = new ArrayList<>();
        for (int at = 0; at < end; at += 8) {
            pieces.add(constant(ByteView.u64(field, at), Math.min(8, end - at)));
        }
        return pieces;
    }

    /** The pieces of the key at a place of a list that is read in a field. */
    static List<KeyPiece> of(int place, Place.Field field, KeyHash hashes) {
        KeyType type = field.type();
        long code = KeyBytes.code(type);
        int end = field.at() + field.width();
        KeyHash.Salt salt = hashes.salt(place, type, field.high(), false);
        if (field.width() == 16) {
            KeyHash.Salt second = hashes.salt(place, type, 0, true);
            return List.of(constant(code, 1), raw(field.layer(), end - 8, salt), raw(field.layer(), end, second));
        }
        long whole = (1L << 8 * field.width()) - 1;
        long mask = field.mask() & whole >>> field.shift();
        boolean two = KeyBytes.hasHigh(type);
        long head = two ? code | (field.high() & 0xffL) << 48 : code;
        int width = KeyBytes.fixed(type) ? field.width() : -1;
        return List.of(new KeyPiece(field.layer(), end, field.shift(), mask, salt, head, two ? 2 : 1, width, true));
    }

    /** The part of the bytes that the number is: of the eight that end with the field. */
    long number(long eight) {
        return eight >>> shift & mask;
    }

    /** What the number adds to the hash. */
    long hash(long number) {
        return KeyHash.part(number, salt, factor);
    }

    /** How many bytes there are with this number. */
    int length(long number) {
        return headBytes + (KeyBytes.width(number) & trimmed | width);
    }

    /** The bytes, the first uppermost, then zeros; {@code length} as {@link #length} says. */
    long bytes(long number, int length) {
        return head | (long) (length - headBytes) << 56 & widthMask | number << 64 - 8 * length;
    }
}
