// SPDX-License-Identifier: Apache-2.0
package io.weir.api.net;

import io.weir.api.InvalidInput;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address; IPv4 as its IPv4-mapped form (RFC 4291 §2.5.5.2), so that the two share one space.
 *
 * <p>Thread: immutable.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record Address(long high, long low) implements Comparable<Address> {
    private static final long MAPPED = 0xffff_0000_0000L;
    private static final Pattern DOT = Pattern.compile("\\.");

    /** The address of 32 bits. */
    public static Address ipv4(long bits) {
        return new Address(0, MAPPED | bits & 0xffff_ffffL);
    }

    /** Reads dotted or colon notation, never asking a resolver. Throws {@link InvalidInput}. */
    public static Address parse(String text) {
        Address address = text.indexOf(':') < 0 ? parse4(text) : parse6(text);
        if (address == null) {
            throw InvalidInput.of("address", text, "not an IPv4 or IPv6 address");
        }
        return address;
    }

    private static Address parse4(String text) {
        String[] parts = DOT.split(text, -1);
        if (parts.length != 4) {
            return null;
        }
        long bits = 0;
        for (String part : parts) {
            int octet = number(part, 10, 3);
            if (octet < 0 || octet > 255) {
                return null;
            }
            bits = bits << 8 | octet;
        }
        return ipv4(bits);
    }

    private static Address parse6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        long[] head = groups(gap < 0 ? text : text.substring(0, gap));
        long[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int given = head.length + tail.length;
        if (gap < 0 ? given != 8 : given > 7) {
            return null;
        }
        long[] all = new long[8];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
        return new Address(
                all[0] << 48 | all[1] << 32 | all[2] << 16 | all[3],
                all[4] << 48 | all[5] << 32 | all[6] << 16 | all[7]);
    }

    private static long[] groups(String text) {
        if (text.isEmpty()) {
            return new long[0];
        }
        String[] parts = text.split(":", -1);
        boolean dotted = parts[parts.length - 1].indexOf('.') >= 0;
        long[] groups = new long[parts.length + (dotted ? 1 : 0)];
        for (int i = 0; i < parts.length - (dotted ? 1 : 0); i++) {
            int group = number(parts[i], 16, 4);
            if (group < 0) {
                return null;
            }
            groups[i] = group;
        }
        if (dotted) {
            Address last = parse4(parts[parts.length - 1]);
            if (last == null) {
                return null;
            }
            groups[groups.length - 2] = last.low >> 16 & 0xffff;
            groups[groups.length - 1] = last.low & 0xffff;
        }
        return groups.length > 8 ? null : groups;
    }

    private static int number(String digits, int radix, int most) {
        if (digits.isEmpty() || digits.length() > most) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    public boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** Dotted for IPv4, RFC 5952 for IPv6. */
    @Override
    public String toString() {
        return isIpv4() ? text4(low) : text6(high, low);
    }

    /** The dotted notation of the last 32 bits of {@code bits}. */
    public static String text4(long bits) {
        return (bits >> 24 & 0xff) + "." + (bits >> 16 & 0xff) + "." + (bits >> 8 & 0xff) + "." + (bits & 0xff);
    }

    /** The notation of RFC 5952. */
    public static String text6(long high, long low) {
        int[] groups = new int[8];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (high >>> 48 - 16 * i) & 0xffff;
            groups[i + 4] = (int) (low >>> 48 - 16 * i) & 0xffff;
        }
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > gapLength) {
                gap = i;
                gapLength = run;
            }
            i += Math.max(0, run - 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    @Override
    public int compareTo(Address other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }
}
