// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.flow.KeyValue;

/** Texts from the wire: bounded, without control characters. Thread: any. */
final class Text {
    /** The longest text kept, in bytes. */
    static final int MOST = 255;

    /** Bytes of the heap for one that is longer than most; the longest, of no Latin letters, takes almost twice as many. */
    static final int MOST_BYTES = 320;

    private static final char[] DIGITS = "0123456789abcdef".toCharArray();
    private static final char[] UPPER = "0123456789ABCDEF".toCharArray();

    private Text() {}

    /** How many of the bytes count: no padding with NULs at the end, no more than {@link #MOST}. */
    static int length(byte[] bytes, int offset, int length) {
        int end = Math.min(length, MOST);
        while (end > 0 && bytes[offset + end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** Whether a text was made of these bytes; it may say no for texts that are not ASCII. Allocates nothing. */
    static boolean same(String text, byte[] bytes, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[offset + i]) {
                return false;
            }
        }
        return true;
    }

    /** The text that bytes hold, as UTF-8; what is not, and control characters, as U+FFFD. */
    static String of(byte[] bytes, int offset, int length) {
        return KeyValue.printText(bytes, offset, length);
    }

    /** Hexadecimal digits of the lowest {@code digits} half-bytes of a number, lower case. */
    static String hex(long value, int digits) {
        return hex(value, digits, DIGITS);
    }

    /** The same in upper case, as MAC addresses are shown. */
    static String upperHex(long value, int digits) {
        return hex(value, digits, UPPER);
    }

    private static String hex(long value, int digits, char[] alphabet) {
        char[] text = new char[digits];
        for (int i = 0; i < digits; i++) {
            text[i] = alphabet[(int) (value >>> 4 * (digits - 1 - i)) & 0xf];
        }
        return new String(text);
    }

    /** A UUID as RFC 4122 prints it. */
    static String uuid(long high, long low) {
        String digits = hex(high, 16) + hex(low, 16);
        return digits.substring(0, 8)
                + '-'
                + digits.substring(8, 12)
                + '-'
                + digits.substring(12, 16)
                + '-'
                + digits.substring(16, 20)
                + '-'
                + digits.substring(20);
    }
}
