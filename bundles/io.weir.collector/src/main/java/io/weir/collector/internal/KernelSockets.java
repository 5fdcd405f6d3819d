// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Linux tells of our UDP sockets: datagrams it dropped because their buffer was full, and how full it is.
 *
 * <p>Thread: any. Source: proc(5), {@code /proc/net/udp}: {@code sl local rem st tx:rx tr:when retr uid timeout inode ref
 * pointer drops}. A socket is found by its inode where its descriptor is known, else by its port. Elsewhere nothing is told.
 */
final class KernelSockets {
    /** Sums over our sockets. Thread: immutable. */
    record Reading(long drops, long bytesWaiting) {
        static final Reading NONE = new Reading(0, 0);

        Reading plus(Reading other) {
            return new Reading(drops + other.drops, bytesWaiting + other.bytesWaiting);
        }
    }

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final int LOCAL = 1;
    private static final int QUEUES = 4;
    private static final int INODE = 9;
    private static final int DROPS = 12;

    private final List<Path> tables;
    private final Set<String> inodes;
    private final String port;

    KernelSockets(UdpSockets sockets) {
        this(
                List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")),
                sockets.descriptors().stream().flatMap(KernelSockets::inode).collect(Collectors.toSet()),
                sockets.address());
    }

    KernelSockets(List<Path> tables, Set<String> inodes, InetSocketAddress address) {
        this.tables = tables;
        this.inodes = Set.copyOf(inodes);
        this.port = String.format(Locale.ROOT, ":%04X", address.getPort());
    }

    private static Stream<String> inode(OptionalInt descriptor) {
        try {
            Path link = Path.of("/proc/self/fd/" + descriptor.orElse(-1));
            String target =
                    Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
            return target.startsWith("socket:[")
                    ? Stream.of(target.substring("socket:[".length(), target.length() - 1))
                    : Stream.empty();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    Reading read() {
        return tables.stream().map(this::read).reduce(Reading.NONE, Reading::plus);
    }

    private Reading read(Path table) {
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            return lines.map(line -> SPACES.split(line.trim()))
                    .filter(this::ours)
                    .map(KernelSockets::reading)
                    .reduce(Reading.NONE, Reading::plus);
        } catch (IOException | RuntimeException e) {
            return Reading.NONE; // not Linux, or not to be seen from here
        }
    }

    private boolean ours(String[] fields) {
        if (fields.length <= DROPS || !fields[DROPS].chars().allMatch(Character::isDigit)) {
            return false;
        }
        return inodes.isEmpty() ? fields[LOCAL].endsWith(port) : inodes.contains(fields[INODE]);
    }

    private static Reading reading(String[] fields) {
        String queues = fields[QUEUES];
        return new Reading(
                Long.parseLong(fields[DROPS]), Long.parseLong(queues.substring(queues.indexOf(':') + 1), 16));
    }
}
