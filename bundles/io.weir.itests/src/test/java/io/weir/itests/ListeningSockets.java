// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sockets a process listens on, as the kernel tells in {@code /proc}: {@code tcp 127.0.0.1:8008}, {@code udp *:6343}. Thread: any. */
final class ListeningSockets {
    private static final String TCP_LISTEN = "0A";
    private static final String UDP_UNCONNECTED = "07";

    private ListeningSockets() {}

    static Set<String> of(long pid) {
        try {
            Set<String> inodes = inodes(pid);
            Set<String> sockets = new TreeSet<>();
            for (String table : List.of("tcp", "tcp6", "udp", "udp6", "raw", "raw6")) {
                for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                    String[] fields = line.strip().split("\\s+", -1);
                    boolean listens = fields[3].equals(table.startsWith("tcp") ? TCP_LISTEN : UDP_UNCONNECTED);
                    if (fields.length > 9 && listens && inodes.contains(fields[9])) {
                        sockets.add(table.replace("6", "") + " " + endpoint(fields[1]));
                    }
                }
            }
            return sockets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> inodes(long pid) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors
                    .map(ListeningSockets::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /** From the kernel's hexadecimal: words of the address in the machine's order, port in the network's. */
    private static String endpoint(String hex) {
        String[] parts = hex.split(":", -1);
        int port = HexFormat.fromHexDigits(parts[1]);
        String address = parts[0];
        if (address.matches("0+")) {
            return "*:" + port;
        }
        String last = address.substring(address.length() - 8);
        boolean mapped = address.length() == 8 || address.startsWith("0000000000000000FFFF0000");
        if (mapped) {
            byte[] bytes = HexFormat.of().parseHex(last);
            return (bytes[3] & 255) + "." + (bytes[2] & 255) + "." + (bytes[1] & 255) + "." + (bytes[0] & 255) + ":"
                    + port;
        }
        return (address.equals("00000000000000000000000001000000") ? "::1" : address) + ":" + port;
    }
}
