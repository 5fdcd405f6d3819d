// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.sflow.ByteView;
import java.util.ArrayList;
import java.util.List;

/** A part of a key's bytes, eight at most, made of a number or always the same. Thread: immutable. */
final class KeyPiece {
    private static final int TRIMMED = -1;

    /** What comes before the number: uppermost, in so many bytes. */
    private final long head;

    private final int headBytes;
    /** Bytes of the number; {@link #TRIMMED} if as many as it needs. */
    private final int width;
    /** Whether the head tells how many bytes of the number there are. */
    private final boolean telling;

    private KeyPiece(long head, int headBytes, int width, boolean telling) {
        this.head = head;
        this.headBytes = headBytes;
        this.width = width;
        this.telling = telling;
    }

    /** The pieces of a key that always is this text. */
    static List<KeyPiece> of(KeyValue text) {
        byte[] field = new byte[KeyBytes.LONGEST_FIELD + 8];
        int end = KeyBytes.put(text, field, 0);
        List<KeyPiece> pieces = new ArrayList<>();
        for (int at = 0; at < end; at += 8) {
            pieces.add(new KeyPiece(ByteView.u64(field, at), Math.min(8, end - at), 0, false));
        }
        return pieces;
    }

    /** What comes before the two halves of a key of 16 bytes. */
    static KeyPiece head(KeyType type) {
        return new KeyPiece(KeyBytes.code(type), 1, 0, false);
    }

    /** Half of a key of 16 bytes. */
    static KeyPiece half() {
        return new KeyPiece(0, 0, 8, false);
    }

    /**
     * A key of up to six bytes.
     *
     * @param width of its field in bytes
     * @param high as {@link KeyValue#high()}
     */
    static KeyPiece number(KeyType type, int width, int high) {
        long code = KeyBytes.code(type);
        boolean two = KeyBytes.hasHigh(type);
        long head = two ? code | (high & 0xffL) << 48 : code;
        return new KeyPiece(head, two ? 2 : 1, KeyBytes.fixed(type) ? width : TRIMMED, true);
    }

    /** How many bytes there are with this number; whatever it is, where they are always the same. */
    int length(long number) {
        return headBytes + (width == TRIMMED ? KeyBytes.width(number) : width);
    }

    /** The bytes, the first uppermost, then zeros; {@code length} as {@link #length} says. */
    long bytes(long number, int length) {
        int numberBytes = length - headBytes;
        long tail = numberBytes == 0 ? 0 : number << 64 - 8 * length; // what is always the same has no number
        return head | (telling ? (long) numberBytes << 56 : 0) | tail;
    }
}
