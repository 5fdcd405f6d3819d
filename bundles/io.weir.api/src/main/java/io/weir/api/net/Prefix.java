// SPDX-License-Identifier: Apache-2.0
package io.weir.api.net;

import io.weir.api.InvalidInput;

/**
 * A range of addresses that share their first bits (CIDR, RFC 4632).
 *
 * <p>Thread: immutable.
 *
 * @param address with the bits behind the prefix cleared
 * @param length bits of the 128-bit space of {@link Address}: an IPv4 prefix /n has 96 + n
 */
public record Prefix(Address address, int length) {
    public Prefix {
        address = new Address(address.high() & mask(length), address.low() & mask(length - 64));
    }

    /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a bare address. Throws {@link InvalidInput}. */
    public static Prefix parse(String text) {
        int slash = text.indexOf('/');
        Address address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        int skipped = address.isIpv4() && text.indexOf(':') < 0 ? 96 : 0;
        if (slash < 0) {
            return new Prefix(address, 128);
        }
        String digits = text.substring(slash + 1);
        int bits = digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
        if (bits < 0 || bits > 128 - skipped) {
            throw InvalidInput.of("prefix", text, "length must be 0 to " + (128 - skipped) + ": length=" + digits);
        }
        return new Prefix(address, skipped + bits);
    }

    public boolean contains(Address other) {
        return contains(other.high(), other.low());
    }

    /** Whether the address of these two halves is within. */
    public boolean contains(long high, long low) {
        return (high & mask(length)) == address.high() && (low & mask(length - 64)) == address.low();
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << 64 - bits;
    }

    @Override
    public String toString() {
        boolean ipv4 = address.isIpv4() && length >= 96;
        return address + "/" + (ipv4 ? length - 96 : length);
    }
}
