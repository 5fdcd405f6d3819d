// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import java.nio.charset.StandardCharsets;

/**
 * Writes key values as text without allocating: what {@link KeyValue#print()} says, as bytes (texts as they are).
 *
 * <p>Thread: any.
 */
public final class KeyPrinter {
    /** Longer texts are cut to this many bytes. */
    public static final int LONGEST = 256;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DISCARD = "discard".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MULTIPLE = "multiple".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNKNOWN = "unknown".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INTERNAL = "internal".getBytes(StandardCharsets.US_ASCII);

    private KeyPrinter() {}

    /** Writes a value of at most {@value #LONGEST} bytes and returns the index behind it. */
    public static int print(KeyValue value, byte[] out, int at) {
        long low = value.low();
        return switch (value.type()) {
            case MAC -> hex(low, 12, out, at);
            case IPV4 -> ip4(low, out, at);
            case IPV6 -> ip6(value.high(), low, out, at);
            case INTEGER -> decimal(low, out, at);
            case BITS -> bits((int) value.high(), low, out, at);
            case BOOLEAN -> copy(low == 0 ? FALSE : TRUE, out, at);
            case INTERFACE -> ifIndex(value.high(), low, out, at);
            case TEXT -> {
                int length = Math.min(LONGEST, value.length());
                System.arraycopy(value.array(), value.offset(), out, at, length);
                yield at + length;
            }
        };
    }

    private static int copy(byte[] text, byte[] out, int at) {
        System.arraycopy(text, 0, out, at, text.length);
        return at + text.length;
    }

    private static int hex(long bits, int digits, byte[] out, int at) {
        for (int i = digits - 1; i >= 0; i--) {
            out[at + digits - 1 - i] = HEX[(int) (bits >>> 4 * i) & 15];
        }
        return at + digits;
    }

    private static int ip4(long bits, byte[] out, int at) {
        int to = at;
        for (int shift = 24; shift >= 0; shift -= 8) {
            to = decimal(bits >>> shift & 0xff, out, to);
            if (shift > 0) {
                out[to++] = '.';
            }
        }
        return to;
    }

    private static int group(long high, long low, int index) {
        return (int) ((index < 4 ? high : low) >>> 48 - 16 * (index & 3)) & 0xffff;
    }

    /** Source: RFC 5952 §4. */
    private static int ip6(long high, long low, byte[] out, int at) {
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(high, low, i + run) == 0) {
                run++;
            }
            if (run > gapLength) {
                gap = i;
                gapLength = run;
            }
            i += Math.max(0, run - 1);
        }
        int to = at;
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                out[to++] = ':';
                out[to++] = ':';
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && i != gap + gapLength) {
                out[to++] = ':';
            }
            to = shortHex(group(high, low, i), out, to);
        }
        return to;
    }

    private static int shortHex(int group, byte[] out, int at) {
        int to = at;
        for (int shift = 12; shift >= 0; shift -= 4) {
            if (group >>> shift != 0 || shift == 0) {
                out[to++] = LOWER_HEX[group >>> shift & 15];
            }
        }
        return to;
    }

    /** Writes a signed number in decimal and returns the index behind it. */
    public static int decimal(long number, byte[] out, int at) {
        int to = at;
        if (number < 0) {
            out[to++] = '-';
        }
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            out[to + i] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        }
        return to + digits;
    }

    private static int bits(int width, long bits, byte[] out, int at) {
        for (int i = 0; i < width; i++) {
            out[at + i] = (byte) ('0' + (bits >>> width - 1 - i & 1));
        }
        return at + width;
    }

    private static int ifIndex(long format, long index, byte[] out, int at) {
        if (format == 1) {
            return copy(DISCARD, out, at);
        }
        if (format == 2) {
            return copy(MULTIPLE, out, at);
        }
        if (index == 0) {
            return copy(UNKNOWN, out, at);
        }
        return index == 0x3fff_ffffL ? copy(INTERNAL, out, at) : decimal(index, out, at);
    }
}
