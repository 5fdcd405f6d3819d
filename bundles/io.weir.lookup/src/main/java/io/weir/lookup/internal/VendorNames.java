// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyPrinter;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Vendors by the first 24 bits of their MAC addresses, as lists have them that are in use: IEEE's {@code oui.txt} and
 * {@code oui.csv}, Wireshark's {@code manuf}, or lines of six hex digits and a name.
 *
 * <p>Thread: immutable. A look-up is a binary search; it allocates nothing.
 */
final class VendorNames {
    private static final Pattern LINE = Pattern.compile(
            "(?:MA-L,)?(\\p{XDigit}{2})[-:]?(\\p{XDigit}{2})[-:]?(\\p{XDigit}{2})(?:/24)?(?:\\s+\\(hex\\))?[\\s,]+(.+)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\".*");
    private static final int LONGEST = 64;
    private static final long LARGEST = 64L << 20;

    private final int[] prefixes;
    private final byte[][] names;

    private VendorNames(Map<Integer, String> vendors) {
        prefixes = vendors.keySet().stream().mapToInt(Integer::intValue).toArray();
        names = vendors.values().stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** Reads a list; lines that are none of the known kinds are passed over. Throws when not one is. */
    static VendorNames read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("larger than " + LARGEST + " bytes");
        }
        Map<Integer, String> vendors = new TreeMap<>();
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        text.lines().forEach(line -> {
            Matcher parts = LINE.matcher(line.strip());
            if (parts.matches()) {
                int prefix = Integer.parseInt(parts.group(1) + parts.group(2) + parts.group(3), 16);
                vendors.putIfAbsent(prefix, name(parts.group(4), line.startsWith("MA-L,")));
            }
        });
        if (vendors.isEmpty()) {
            throw new IOException("no line has a prefix of six hex digits and a name");
        }
        return new VendorNames(vendors);
    }

    /** The long name behind a short one; of a row with commas the first field. */
    private static String name(String rest, boolean commas) {
        String name = rest;
        Matcher quoted = QUOTED.matcher(rest);
        if (quoted.matches()) {
            name = quoted.group(1);
        } else if (commas) {
            name = rest.split(",", 2)[0];
        } else if (rest.indexOf('\t') >= 0) {
            name = rest.substring(rest.lastIndexOf('\t') + 1);
        }
        String stripped = name.strip();
        return stripped.length() > LONGEST ? stripped.substring(0, LONGEST) : stripped;
    }

    private boolean find(KeyValue mac, KeyValue out) {
        int at = Arrays.binarySearch(prefixes, (int) (mac.low() >>> 24) & 0xff_ffff);
        return at >= 0 && out.set(names[at], 0, names[at].length);
    }

    /** The vendor's name of a MAC address. */
    static BoundKey name(BoundKey mac, OperatorFile<VendorNames> file) {
        KeyValue value = new KeyValue();
        return (sample, out) -> {
            Optional<VendorNames> vendors = file.get();
            return vendors.isPresent()
                    && mac.extract(sample, value)
                    && value.type() == KeyType.MAC
                    && vendors.get().find(value, out);
        };
    }

    /** The vendor's part of a MAC address. */
    static BoundKey prefix(BoundKey mac) {
        KeyValue value = new KeyValue();
        return (sample, out) -> {
            if (!mac.extract(sample, value) || value.type() != KeyType.MAC) {
                return false;
            }
            byte[] room = out.scratch(KeyPrinter.LONGEST);
            KeyPrinter.print(value, room, 0);
            return out.set(room, 0, 6);
        };
    }
}
