// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import java.nio.charset.StandardCharsets;

/**
 * The value of a flow key of one sample: up to 128 bits, or text.
 *
 * <p>A flyweight that extractors fill; text refers to bytes that are valid as long as the sample is. Thread: confined to
 * its user.
 */
public final class KeyValue {
    private KeyType type = KeyType.INTEGER;
    private long high;
    private long low;
    private byte[] array = new byte[0];
    private int offset;
    private int length;
    private byte[] scratch = new byte[0];

    /** Sets a value of any type but {@link KeyType#TEXT}; returns true, as an extractor that found it does. */
    public boolean set(KeyType type, long high, long low) {
        this.type = type;
        this.high = high;
        this.low = low;
        return true;
    }

    /** Sets a value that has no high part. */
    public boolean set(KeyType type, long low) {
        return set(type, 0, low);
    }

    /** Sets a text; returns true, as an extractor that found it does. */
    public boolean set(byte[] array, int offset, int length) {
        this.type = KeyType.TEXT;
        this.array = array;
        this.offset = offset;
        this.length = length;
        return true;
    }

    /**
     * Room of at least {@code length} bytes for a text that is made rather than found; to be handed to {@link #set}. It is
     * the same room each time, so a text in it lasts until the next one is made for this object.
     */
    public byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, 2 * scratch.length)];
        }
        return scratch;
    }

    /** Takes over what another holds; a text stays where it is. */
    public boolean set(KeyValue other) {
        type = other.type;
        high = other.high;
        low = other.low;
        array = other.array;
        offset = other.offset;
        length = other.length;
        return true;
    }

    public KeyType type() {
        return type;
    }

    /** Valid unless the type is {@link KeyType#TEXT}. */
    public long high() {
        return high;
    }

    /** Valid unless the type is {@link KeyType#TEXT}. */
    public long low() {
        return low;
    }

    /** Valid if the type is {@link KeyType#TEXT}, as are offset and length. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** The value as everybody sees it. Allocates. */
    public String print() {
        return type == KeyType.TEXT ? printText(array, offset, length) : type.print(high, low);
    }

    /** The text of a value by its parts. Allocates. */
    public static String print(KeyType type, long high, long low) {
        return type.print(high, low);
    }

    /** UTF-8 (what is not becomes U+FFFD), with control characters as U+FFFD too: bytes from the wire are hostile. */
    public static String printText(byte[] array, int offset, int length) {
        String text = new String(array, offset, length, StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return text.codePoints()
                        .map(c -> Character.isISOControl(c) ? 0xfffd : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }
}
