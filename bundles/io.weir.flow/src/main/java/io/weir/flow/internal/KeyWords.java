// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyValue;
import io.weir.sflow.ByteView;
import java.util.Arrays;

/**
 * The bytes of keys, one key behind another, in words of eight, the first byte uppermost; each key begins a word.
 *
 * <p>Thread: confined to the shard.
 */
final class KeyWords {
    private final byte[] text = new byte[KeyBytes.LONGEST_FIELD + 8];

    long[] words = new long[FlowBatch.SIZE * 4];

    /** Where the next word goes. */
    int at;

    private long word;
    private int filled;

    /** Begins a key at a word. */
    void begin(int from) {
        at = from;
        word = 0;
        filled = 0;
    }

    /** Adds the field that a value makes. */
    void add(KeyValue value) {
        int length = KeyBytes.length(value);
        if (length <= 8) {
            room(1);
            add(KeyBytes.packed(value), length);
        } else {
            addLong(value);
        }
    }

    private void addLong(KeyValue value) {
        int end = KeyBytes.put(value, text, 0);
        room(end / 8 + 1);
        for (int from = 0; from < end; from += 8) {
            int length = Math.min(8, end - from);
            add(ByteView.u64(text, from) & -1L << Long.SIZE - 8 * length, length);
        }
    }

    /** Adds up to eight bytes, the first uppermost, then zeros. */
    void add(long bytes, int length) {
        word |= bytes >>> filled;
        filled += 8 * length;
        if (filled >= Long.SIZE) {
            end();
            filled -= Long.SIZE;
            word = filled == 0 ? 0 : bytes << 8 * length - filled;
        }
    }

    private void end() {
        words[at++] = word;
    }

    /** Ends the key. */
    void close() {
        if (filled > 0) {
            end();
        }
    }

    /** The words, with room for so many and one more. */
    long[] room(int more) {
        if (at + more >= words.length) {
            words = Arrays.copyOf(words, Math.max(2 * words.length, at + more + 1));
        }
        return words;
    }
}
