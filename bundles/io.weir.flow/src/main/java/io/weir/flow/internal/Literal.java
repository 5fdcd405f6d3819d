// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.net.Address;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A value that people write, to be compared with key values of any type: what it means as a number, an address, a MAC … is
 * found out once, so that comparing costs no text.
 *
 * <p>Thread: immutable.
 */
public final class Literal {
    private static final int MAC_DIGITS = 12;

    private final byte[] text;
    private final boolean number;
    private final long integer;
    private final boolean address;
    private final boolean ipv4;
    private final long high;
    private final long low;
    private final long mac;
    private final int bitCount;
    private final long bits;

    public Literal(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
        number = text.matches("-?\\d{1,18}") || isLong(text);
        integer = number ? Long.parseLong(text) : 0;
        Address parsed = address(text);
        address = parsed != null;
        ipv4 = address && parsed.isIpv4() && text.indexOf(':') < 0;
        high = address ? parsed.high() : 0;
        low = address ? ipv4 ? parsed.low() & 0xffff_ffffL : parsed.low() : 0;
        mac = mac(text);
        bitCount = text.matches("[01]{1,62}") ? text.length() : 0;
        bits = bitCount > 0 ? Long.parseLong(text, 2) : 0;
    }

    private static boolean isLong(String text) {
        if (!text.matches("-?\\d{19}")) {
            return false;
        }
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (InvalidInput e) {
            return null;
        }
    }

    private static long mac(String text) {
        String digits = text.matches("[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}") ? text.replaceAll("[:-]", "") : text;
        return digits.length() == MAC_DIGITS && digits.matches("[0-9A-Fa-f]+") ? Long.parseLong(digits, 16) : -1;
    }

    /** What a text would have to be that values of a type can read as; empty when this one is that. */
    Optional<String> wanted(KeyType type) {
        return switch (type) {
            case MAC -> wanted(mac >= 0, "12 hexadecimal digits");
            case IPV4, IPV6 -> wanted(address, "an address");
            case INTEGER -> wanted(number, "a whole number");
            case BITS -> wanted(bitCount > 0, "digits 0 and 1");
            case BOOLEAN -> wanted(is("true") || is("false"), "true or false");
            case INTERFACE ->
                wanted(
                        number || is("discard") || is("multiple") || is("unknown") || is("internal"),
                        "a whole number, discard, multiple, unknown or internal");
            case TEXT -> Optional.empty();
        };
    }

    private static Optional<String> wanted(boolean fits, String what) {
        return fits ? Optional.empty() : Optional.of(what);
    }

    /** Whether a value reads as this text. Allocates nothing. */
    public boolean matches(KeyValue value) {
        return switch (value.type()) {
            case MAC -> value.low() == mac;
            case IPV4 -> ipv4 && value.low() == low;
            case IPV6 -> address && !ipv4 && value.low() == low && value.high() == high;
            case INTEGER -> number && value.low() == integer;
            case BITS -> bitCount == value.high() && value.low() == bits;
            case BOOLEAN -> is(value.low() == 0 ? "false" : "true");
            case INTERFACE -> matchesInterface(value.high(), value.low());
            case TEXT ->
                Arrays.equals(text, 0, text.length, value.array(), value.offset(), value.offset() + value.length());
        };
    }

    private boolean matchesInterface(long format, long index) {
        if (format != 0) {
            return is(format == 1 ? "discard" : "multiple");
        }
        if (index == 0) {
            return is("unknown") || (number && integer == 0);
        }
        return index == 0x3fff_ffffL ? is("internal") : number && integer == index;
    }

    private boolean is(String word) {
        if (text.length != word.length()) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (text[i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
