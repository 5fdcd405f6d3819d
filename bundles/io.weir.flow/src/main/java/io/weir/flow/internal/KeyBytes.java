// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes that a table keeps of a flow's key: its fields one behind another, none longer than it must be, then zeros up
 * to a multiple of eight.
 *
 * <p>A field is a byte with its type (high half) and, for numbers, how many bytes follow (low half), then its bytes, the
 * highest first: 4 of an IPv4 address, 6 of a MAC, 16 of an IPv6 address, 0 to 8 of a number; those with a width or format
 * (bits, interfaces) have it in a byte before, texts their length in two. The 5-tuple of TCP over IPv4 makes 18 bytes.
 *
 * <p>Thread: any.
 */
final class KeyBytes {
    /** The longest a field can be. */
    static final int LONGEST_FIELD = 3 + Printing.LONGEST;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final KeyType[] TYPES = KeyType.values();

    private KeyBytes() {}

    /** Writes a field (and up to eight zeros or leftovers behind it) and returns the index behind it. */
    @SuppressWarnings("EnumOrdinal")
    static int put(KeyValue value, byte[] out, int at) {
        int code = value.type().ordinal() << 4;
        long low = value.low();
        return switch (value.type()) {
            case IPV4 -> number(code, low, 4, out, at);
            case MAC -> number(code, low, 6, out, at);
            case INTEGER, BOOLEAN -> number(code, low, width(low), out, at);
            case BITS, INTERFACE -> {
                out[at + 1] = (byte) value.high();
                int end = number(code, low, width(low), out, at + 1);
                byte head = out[at + 1];
                out[at + 1] = (byte) value.high();
                out[at] = head;
                yield end;
            }
            case IPV6 -> {
                out[at] = (byte) code;
                LONG.set(out, at + 1, value.high());
                LONG.set(out, at + 9, low);
                yield at + 17;
            }
            case TEXT -> {
                int length = Math.min(value.length(), Printing.LONGEST);
                out[at] = (byte) code;
                out[at + 1] = (byte) (length >> 8);
                out[at + 2] = (byte) length;
                System.arraycopy(value.array(), value.offset(), out, at + 3, length);
                yield at + 3 + length;
            }
        };
    }

    /** The bytes of a field, the first uppermost, then zeros; valid if {@link #length} is eight at most. */
    @SuppressWarnings("EnumOrdinal")
    static long packed(KeyValue value) {
        long code = (long) value.type().ordinal() << 60;
        long low = value.low();
        return switch (value.type()) {
            case IPV4 -> code | 4L << 56 | (low & 0xffff_ffffL) << 24;
            case MAC -> code | 6L << 56 | (low & 0xffff_ffff_ffffL) << 8;
            case INTEGER, BOOLEAN -> {
                int width = width(low);
                yield code | (long) width << 56 | low << 56 - 8 * width;
            }
            case BITS, INTERFACE -> {
                int width = width(low);
                yield code | (long) width << 56 | (value.high() & 0xff) << 48 | low << 48 - 8 * width;
            }
            case IPV6 -> 0;
            case TEXT -> {
                long bytes = code | (long) value.length() << 40;
                for (int i = 0; i < Math.min(5, value.length()); i++) {
                    bytes |= (value.array()[value.offset() + i] & 0xffL) << 32 - 8 * i;
                }
                yield bytes;
            }
        };
    }

    /** How many bytes a value makes. */
    static int length(KeyValue value) {
        return switch (value.type()) {
            case IPV4 -> 5;
            case MAC -> 7;
            case INTEGER, BOOLEAN -> 1 + width(value.low());
            case BITS, INTERFACE -> 2 + width(value.low());
            case IPV6 -> 17;
            case TEXT -> 3 + Math.min(value.length(), Printing.LONGEST);
        };
    }

    private static int number(int code, long low, int width, byte[] out, int at) {
        out[at] = (byte) (code | width);
        if (width > 0) {
            LONG.set(out, at + 1, low << 64 - 8 * width);
        }
        return at + 1 + width;
    }

    /** What a field of a type begins with, uppermost, its width left out. */
    @SuppressWarnings("EnumOrdinal")
    static long code(KeyType type) {
        return (long) type.ordinal() << 60;
    }

    /** Whether a byte with the high half of the value is before the number. */
    static boolean hasHigh(KeyType type) {
        return type == KeyType.BITS || type == KeyType.INTERFACE;
    }

    /** Whether all numbers of a type have as many bytes. */
    static boolean fixed(KeyType type) {
        return type == KeyType.IPV4 || type == KeyType.MAC;
    }

    /** Bytes of a number without leading zeros. */
    static int width(long low) {
        return 71 - Long.numberOfLeadingZeros(low) >>> 3;
    }

    /** Reads a field into {@code value} and returns the index behind it; a text stays where it is. */
    static int get(byte[] key, int at, KeyValue value) {
        KeyType type = TYPES[key[at] >> 4];
        int width = key[at] & 15;
        return switch (type) {
            case BITS, INTERFACE -> {
                value.set(type, key[at + 1], number(key, at + 2, width));
                yield at + 2 + width;
            }
            case IPV6 -> {
                value.set(type, number(key, at + 1, 8), number(key, at + 9, 8));
                yield at + 17;
            }
            case TEXT -> {
                int length = (key[at + 1] & 0xff) << 8 | key[at + 2] & 0xff;
                value.set(key, at + 3, length);
                yield at + 3 + length;
            }
            default -> {
                value.set(type, number(key, at + 1, width));
                yield at + 1 + width;
            }
        };
    }

    private static long number(byte[] key, int at, int width) {
        long number = 0;
        for (int i = 0; i < width; i++) {
            number = number << 8 | key[at + i] & 0xff;
        }
        return number;
    }
}
