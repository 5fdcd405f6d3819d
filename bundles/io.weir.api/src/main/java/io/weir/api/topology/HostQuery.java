// SPDX-License-Identifier: Apache-2.0
package io.weir.api.topology;

import io.weir.api.InvalidInput;
import io.weir.api.net.Address;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Which located hosts are meant; what is empty matches all. Thread: immutable.
 *
 * @param mac the low 48 bits
 * @param agent of the interface the host is at
 * @param ifIndex of the interface the host is at
 */
public record HostQuery(OptionalLong mac, Optional<Address> address, Optional<Address> agent, OptionalLong ifIndex) {
    public static final HostQuery ALL =
            new HostQuery(OptionalLong.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());

    private static final Pattern SEPARATOR = Pattern.compile("[:.\\-]");

    /** The host of a MAC address, written with or without separators. Throws {@link InvalidInput}. */
    public static HostQuery mac(String text) {
        String digits = SEPARATOR.matcher(text).replaceAll("");
        if (digits.length() != 12 || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw InvalidInput.of("MAC address", text, "not twelve hex digits");
        }
        return new HostQuery(
                OptionalLong.of(Long.parseLong(digits, 16)), Optional.empty(), Optional.empty(), OptionalLong.empty());
    }

    /** The hosts of an IPv4 or IPv6 address. */
    public static HostQuery address(Address address) {
        return new HostQuery(OptionalLong.empty(), Optional.of(address), Optional.empty(), OptionalLong.empty());
    }

    /** The hosts at an interface. */
    public static HostQuery at(Address agent, long ifIndex) {
        return new HostQuery(OptionalLong.empty(), Optional.empty(), Optional.of(agent), OptionalLong.of(ifIndex));
    }

    /** The hosts of a MAC, IPv4 or IPv6 address. Throws {@link InvalidInput} when it is none. */
    public static HostQuery parse(String text) {
        try {
            return address(Address.parse(text));
        } catch (InvalidInput noAddress) {
            return mac(text);
        }
    }
}
