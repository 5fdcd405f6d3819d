// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.InvalidInput;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.flow.internal.Printing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys that are parts of another key's text, split by a delimiter. Thread: confined to the shard. */
final class TextParts {
    private final byte[] delimiter;
    private final KeyValue whole = new KeyValue();
    private final byte[] room = new byte[Printing.LONGEST];

    /** The text in hand. */
    private byte[] text = room;

    private int start;
    private int end;

    private TextParts(String delimiter) {
        if (delimiter.isEmpty()) {
            throw InvalidInput.of("delimiter", delimiter, "empty");
        }
        this.delimiter = delimiter.getBytes(StandardCharsets.UTF_8);
    }

    static BoundKey prefix(BoundKey key, String delimiter, int parts) {
        TextParts text = new TextParts(delimiter);
        return (sample, out) -> key.extract(sample, text.whole) && text.take() && text.prefix(parts, out);
    }

    static BoundKey suffix(BoundKey key, String delimiter, int parts) {
        TextParts text = new TextParts(delimiter);
        return (sample, out) -> key.extract(sample, text.whole) && text.take() && text.suffix(parts, out);
    }

    static BoundKey first(BoundKey key, String delimiter, byte[][] wanted) {
        TextParts text = new TextParts(delimiter);
        return (sample, out) -> key.extract(sample, text.whole) && text.take() && text.first(wanted, out);
    }

    private boolean take() {
        if (whole.type() == KeyType.TEXT) {
            text = whole.array();
            start = whole.offset();
            end = start + whole.length();
        } else {
            text = room;
            start = 0;
            end = Printing.print(whole, room, 0);
        }
        return true;
    }

    /** The place of the next delimiter, or the end. */
    private int next(int from) {
        for (int at = from; at <= end - delimiter.length; at++) {
            if (Arrays.equals(text, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                return at;
            }
        }
        return end;
    }

    private boolean prefix(int parts, KeyValue out) {
        int at = next(start);
        for (int i = 1; i < parts && at < end; i++) {
            at = next(at + delimiter.length);
        }
        return out.set(text, start, at - start);
    }

    private boolean suffix(int parts, KeyValue out) {
        int left = parts;
        for (int at = end - delimiter.length; at >= start; at--) {
            if (Arrays.equals(text, at, at + delimiter.length, delimiter, 0, delimiter.length) && --left == 0) {
                return out.set(text, at + delimiter.length, end - at - delimiter.length);
            }
        }
        return out.set(text, start, end - start);
    }

    private boolean first(byte[][] wanted, KeyValue out) {
        for (int from = start; from <= end; ) {
            int to = next(from);
            for (byte[] word : wanted) {
                if (Arrays.equals(text, from, to, word, 0, word.length)) {
                    return out.set(word, 0, word.length);
                }
            }
            from = to + delimiter.length;
        }
        return false;
    }
}
